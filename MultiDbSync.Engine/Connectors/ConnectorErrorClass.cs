namespace MultiDbSync.Engine.Connectors;

/// <summary>What can be done about a database error.</summary>
public enum ConnectorErrorClass
{
    /// <summary>Try again: busy, locked, connection lost, deadlock victim.</summary>
    Transient,

    /// <summary>A constraint refused a row.</summary>
    Constraint,

    /// <summary>A table, column or trigger is not as expected.</summary>
    Schema,

    /// <summary>Trying again is useless: corrupt file, wrong password, missing right, disk full.</summary>
    Permanent,
}
