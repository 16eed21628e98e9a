namespace MultiDbSync.Web.Identity;

/// <summary>What a page or a button asks of the signed-in person. The API decides; these only keep the console honest about it.</summary>
internal static class Policies
{
    public const string Operator = "Operator";

    public const string Admin = "Admin";
}
