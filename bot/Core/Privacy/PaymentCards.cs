namespace ChatOps.Privacy;

/// <summary>Payment card numbers: an issuer's range, its length, and the check digit of ISO/IEC 7812-1 (Luhn).</summary>
internal static class PaymentCards
{
    public static bool IsNumber(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(digit => digit - '0').ToArray();
        return IsIssued(digits) && Checks(digits) && digits.Distinct().Count() > 1;
    }

    private static bool IsIssued(int[] digits)
    {
        var (two, four) = (Number(digits, 2), Number(digits, 4));

        return digits.Length switch
        {
            13 or 19 => digits[0] is 4,
            14 => two is 36 or 38 or 39 || four / 10 is >= 300 and <= 305,
            15 => two is 34 or 37,
            16 => digits[0] is 4 || two is >= 51 and <= 55 || four is >= 2221 and <= 2720 || four is 6011 || two is 65 || four / 10 is >= 644 and <= 649 || four is >= 3528 and <= 3589 || two is 62,
            _ => false,
        };
    }

    private static int Number(int[] digits, int count) => digits.Take(count).Aggregate(0, (number, digit) => number * 10 + digit);

    private static bool Checks(int[] digits)
    {
        var sum = 0;

        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i];
            sum += i % 2 is 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }

        return sum % 10 is 0;
    }
}
