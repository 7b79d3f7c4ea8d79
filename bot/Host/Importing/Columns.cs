namespace ChatOps.Host.Importing;

/// <summary>What a column of the personnel file can say of a person.</summary>
internal enum Column
{
    Ignore,
    Name,
    FirstName,
    LastName,
    Email,
    Number,
    Manager,
    Department,
    Site,
    Language,
    TimeZone,
    Vip,
    Role,
    Active,
}

/// <summary>What headers mean: by what somebody has said, else by names that such columns have in many languages.</summary>
internal static class Columns
{
    private static readonly Dictionary<Column, string> Names = new()
    {
        [Column.Name] = "name,full name,display name,employee name,employee,person,user,vollständiger name,anzeigename,mitarbeiter,mitarbeitername,mitarbeiterin,nom complet,nombre completo,nome completo,naam,volledige naam,imię i nazwisko,namn,navn,nimi,ФИО,полное имя,氏名,名前,姓名,이름",
        [Column.FirstName] = "first name,firstname,given name,forename,vorname,rufname,prénom,nombre,nombres,nome,voornaam,imię,förnamn,fornavn,etunimi,jméno,имя,名",
        [Column.LastName] = "last name,lastname,surname,family name,nachname,familienname,nom,nom de famille,apellido,apellidos,apelido,sobrenome,cognome,achternaam,nazwisko,efternamn,etternavn,efternavn,sukunimi,příjmení,фамилия,姓",
        [Column.Email] = "e-mail,mail,e-mail address,mail address,work email,business email,company email,primary email,user principal name,upn,e-mail-adresse,mailadresse,dienstliche e-mail,geschäftliche e-mail,courriel,adresse e-mail,adresse courriel,correo,correo electrónico,correio eletrónico,correio eletrônico,endereço de e-mail,posta elettronica,indirizzo e-mail,e-mailadres,adres e-mail,e-postadress,e-post,epost,sähköposti,почта,электронная почта,эл. почта,メール,メールアドレス,邮箱,电子邮件,이메일",
        [Column.Number] = "employee number,employee id,employee no,staff id,staff number,personnel number,personnel no,worker id,person number,emp id,emp no,number,id,mitarbeiternummer,mitarbeiternr,mitarbeiter-id,personalnummer,personalnr,pers.nr,persnr,matricule,numéro d'employé,numéro de personnel,número de empleado,nº de empleado,número de funcionário,número de colaborador,matricola,personeelsnummer,medewerkernummer,numer pracownika,numer ewidencyjny,anställningsnummer,ansattnummer,medarbejdernummer,henkilönumero,osobní číslo,табельный номер,社員番号,工号,员工编号,사번",
        [Column.Manager] = "manager,line manager,supervisor,reports to,boss,manager email,manager e-mail,manager name,manager id,manager employee id,manager number,vorgesetzter,vorgesetzte,vorgesetzte/r,vorgesetzte(r),führungskraft,leiter,responsable,supérieur,supérieur hiérarchique,n+1,jefe,jefe directo,supervisor directo,gestor,chefia,chefe,superior,responsabile,leidinggevende,przełożony,chef,närmaste chef,leder,nærmeste leder,esimies,nadřízený,руководитель,начальник,上司,上级,经理,상사",
        [Column.Department] = "department,dept,team,division,org unit,organizational unit,organisation unit,business unit,abteilung,bereich,organisationseinheit,département,service,departamento,área,reparto,dipartimento,afdeling,dział,avdelning,avdeling,osasto,oddělení,отдел,подразделение,部署,部门,부서",
        [Column.Site] = "site,location,office,office location,work location,city,town,building,standort,büro,ort,stadt,arbeitsort,niederlassung,lieu,lieu de travail,ville,bureau,ubicación,sede,oficina,ciudad,localização,localidade,cidade,escritório,ufficio,città,vestiging,locatie,kantoor,lokalizacja,biuro,miasto,plats,kontor,ort/kontor,toimipaikka,pobočka,город,офис,勤務地,地点,城市,근무지",
        [Column.Language] = "language,preferred language,locale,sprache,bevorzugte sprache,langue,idioma,lengua,língua,lingua,taal,język,språk,sprog,kieli,jazyk,язык,言語,语言,언어",
        [Column.TimeZone] = "time zone,timezone,tz,zeitzone,fuseau horaire,zona horaria,huso horario,fuso horário,fuso orario,tijdzone,strefa czasowa,tidszon,tidssone,tidszone,aikavyöhyke,časové pásmo,часовой пояс,タイムゾーン,时区,시간대",
        [Column.Vip] = "vip,is vip,executive,key person",
        [Column.Role] = "role,roles,chatops role,helpdesk role,help desk role,rolle,rollen,rôle,rol,roles,função,papel,ruolo,rola,roll,rooli,роль,役割,角色,역할",
        [Column.Active] = "active,is active,enabled,account enabled,status,employment status,aktiv,actif,activo,ativo,attivo,actief,aktywny,aktywna,aktiivinen,aktivní,активен,在職,在职",
    };

    private static readonly KnownHeaders Known = new("a person", Names.ToDictionary(pair => Word(pair.Key), pair => pair.Value, StringComparer.Ordinal));

    /// <summary>The words of <c>--map "Header=field"</c>.</summary>
    public static string Fields => Known.Fields;

    public static string Word(Column column) => Commands.Terms.Value(column);

    /// <exception cref="Trouble">There is no such field.</exception>
    public static string Parse(string word) => Known.Parse(word);

    /// <returns>For each header what it means; null: nothing known.</returns>
    /// <param name="said">Header to field, as somebody has said; other spellings of the same header count too.</param>
    public static IReadOnlyList<Column?> Of(IReadOnlyList<string> headers, IReadOnlyDictionary<string, string> said) =>
        [.. Known.Of(headers, said).Select(field => field is null ? (Column?)null : Enum.GetValues<Column>().First(column => Word(column) == field))];
}
