namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">Folder of everything that is kept.</param>
/// <param name="Reset">Empty that folder first.</param>
/// <param name="Dashboard">Start the Aspire dashboard, where it is to be had.</param>
/// <param name="MailFolder">Write mails to a folder even where MailDev is to be had.</param>
/// <param name="AnyPorts">Take any free ports rather than the usual ones.</param>
/// <param name="ClusterFile">Where the running cluster is described.</param>
/// <param name="Databases">Which sample, of <see cref="Servers.SampleKind"/>; null for the one that the data folder holds.</param>
internal sealed record ClusterOptions(string Data, bool Reset, bool Dashboard, bool MailFolder, bool AnyPorts, string ClusterFile, string? Databases);
