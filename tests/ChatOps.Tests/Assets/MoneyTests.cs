using ChatOps.Assets;
using CsCheck;

namespace ChatOps.Tests.Assets;

/// <summary>Amounts as people and spreadsheets write them.</summary>
public sealed class MoneyTests
{
    [Theory]
    [InlineData("$12.58", "12.58 USD")]
    [InlineData("1,299.00 EUR", "1299.00 EUR")]
    [InlineData("1.299,00 €", "1299.00 EUR")]
    [InlineData("CHF 1'299", "1299.00 CHF")]
    [InlineData("€ 1 299,5", "1299.50 EUR")]
    [InlineData("1299", "1299.00")]
    [InlineData("1,234", "1234.00")]
    [InlineData("1.234.567", "1234567.00")]
    [InlineData("0.125", "0.12")]
    [InlineData("£0", "0.00 GBP")]
    [InlineData("12.3456", "12.35")]
    [InlineData("", null)]
    [InlineData("-5", null)]
    [InlineData("12 monkeys", null)]
    [InlineData("1,23,4", null)]
    [InlineData("1e9", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("=1+1", null)]
    public void An_amount_is_read_or_it_is_none(string text, string? amount) =>
        Assert.Equal(amount, Money.Read(text) is { } money ? $"{money.Plain} {money.Currency}".TrimEnd() : null);

    [Fact]
    public void What_is_written_is_read_back() => Gen.Int[0, 1_000_000_00].Sample(
        cents => Assert.Equal(new Money(cents / 100m, "EUR"), Money.Read(new Money(cents / 100m, null).Plain, "EUR")));
}
