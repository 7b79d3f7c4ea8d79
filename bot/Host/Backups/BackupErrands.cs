using ChatOps.Host.Serving;

namespace ChatOps.Host.Backups;

internal static class BackupErrands
{
    public static readonly Errand<BackupRequest> Backup = new(
        "/cli/backup",
        WireJson.Default.BackupRequest,
        (services, request, tell, cancellation) => services.GetRequiredService<Backing>().Backup(request, tell, cancellation));

    public static readonly Errand<ExportRequest> Export = new(
        "/cli/export",
        WireJson.Default.ExportRequest,
        (services, request, tell, cancellation) => services.GetRequiredService<Backing>().Export(request, tell, cancellation));
}
