namespace MultiDbSync.Tests.Simulation;

/// <summary>What writes to the nodes of a walk besides the synchronisation.</summary>
internal interface IApplication
{
    /// <summary>Some writes; their transaction may stay open.</summary>
    void Act(SimulatedNode node);

    /// <summary>Ends what is open.</summary>
    void Finish(SimulatedNode node);
}
