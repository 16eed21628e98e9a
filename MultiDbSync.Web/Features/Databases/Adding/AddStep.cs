namespace MultiDbSync.Web.Features.Databases.Adding;

/// <summary>The steps of adding a database.</summary>
public enum AddStep
{
    /// <summary>Which make it is.</summary>
    Make,

    /// <summary>Where it is.</summary>
    Connection,

    /// <summary>Whether it can be used.</summary>
    Test,

    /// <summary>What it is called, and which tables are in it.</summary>
    Name,

    /// <summary>Which sync set it joins, and how.</summary>
    Join,

    /// <summary>All of it, before it is done.</summary>
    Review,
}
