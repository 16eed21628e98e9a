namespace MultiDbSync.Engine.Changes;

/// <summary>What a change did to its row. An update that changes the key is a delete and a create.</summary>
public enum ChangeOp
{
    /// <summary>The row came to be.</summary>
    Create,

    /// <summary>Values of the row changed; its key did not.</summary>
    Update,

    /// <summary>The row was deleted.</summary>
    Delete,
}
