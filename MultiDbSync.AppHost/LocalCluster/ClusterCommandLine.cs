using System.CommandLine;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Servers;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>The options and verbs of the local cluster.</summary>
internal static class ClusterCommandLine
{
    /// <summary>Exit code for arguments that make no sense.</summary>
    public const int BadArguments = 2;

    public static RootCommand Build(Func<ClusterOptions, CancellationToken, Task<int>> run, Func<ClusterOptions, CancellationToken, Task<int>> demo)
    {
        var noDashboard = new Option<bool>("--no-dashboard") { Description = "Do not start the Aspire dashboard.", Recursive = true };
        var mailFolder = new Option<bool>("--mail-folder") { Description = "Write mails to a folder; do not start MailDev.", Recursive = true };
        var data = new Option<string>("--data")
        {
            Description = "Folder for the hub store and the sample databases.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine(Repository.Artifacts, "data"),
            Recursive = true,
        };
        var reset = new Option<bool>("--reset") { Description = "Empty that folder first: start from nothing.", Recursive = true };
        var ports = new Option<string>("--ports")
        {
            Description = "'usual' (5080, 5081, ...; a taken one moves) or 'auto' (any free ones, for clusters beside each other).",
            HelpName = "usual|auto",
            DefaultValueFactory = _ => "usual",
            Recursive = true,
        };
        ports.AcceptOnlyFromAmong("usual", "auto");
        var file = new Option<string>("--cluster-file")
        {
            Description = "Where the running cluster is described for scripts.",
            HelpName = "PATH",
            DefaultValueFactory = _ => Path.Combine(Repository.Artifacts, "cluster.json"),
            Recursive = true,
        };

        var databases = new Option<string>("--databases")
        {
            Description = "The sample's databases: 'simulated' (three SQLite files) or 'servers' (SQLite, PostgreSQL, MySQL or MariaDB). Default: what the folder holds, else simulated.",
            HelpName = "simulated|servers",
            Recursive = true,
        };
        databases.AcceptOnlyFromAmong(SampleKind.Simulated, SampleKind.Servers);

        var root = new RootCommand("Starts MultiDbSync on this machine: Redis, mail, API, sync worker and console.") { noDashboard, mailFolder, data, reset, databases, ports, file };
        root.SetAction((result, cancellationToken) => run(Read(result), cancellationToken));
        var demoCommand = new Command("demo", "Makes live traffic and one conflict of each kind, in the running cluster or in one that it starts.");
        demoCommand.SetAction((result, cancellationToken) => demo(Read(result), cancellationToken));
        root.Add(demoCommand);
        return root;

        ClusterOptions Read(ParseResult result) => new(
            result.GetRequiredValue(data),
            result.GetValue(reset),
            !result.GetValue(noDashboard),
            result.GetValue(mailFolder),
            result.GetRequiredValue(ports) == "auto",
            result.GetRequiredValue(file),
            result.GetValue(databases));
    }

    /// <summary>As usual, except that bad arguments end with <see cref="BadArguments"/> and a hint, and Ctrl+C is the cluster's own affair.</summary>
    public static async Task<int> InvokeAsync(RootCommand root, string[] args, CancellationToken cancellationToken)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Try --help.");
            return BadArguments;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, cancellationToken);
    }
}
