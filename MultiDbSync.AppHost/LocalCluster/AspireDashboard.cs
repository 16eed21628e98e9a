using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MultiDbSync.AppHost.Cluster;
using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.LocalCluster;

/// <summary>The dashboard of the Aspire CLI, from PATH or from npm.</summary>
internal sealed class AspireDashboard(ClusterPorts ports, string toolsFolder)
{
    public const string Name = "dashboard";

    private const string CliVersion = "13.5.4";

    private readonly string _browserToken = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Whether it is worth trying.</summary>
    public static bool MayBeHad => PathSearch.Find("aspire") is not null || NpmPackage.NpmIsThere;

    public TelemetryTarget Telemetry { get; } = new(
        $"http://localhost:{ports.OtlpGrpc}", RandomNumberGenerator.GetHexString(32, lowercase: true), $"http://localhost:{ports.Dashboard}");

    public string HealthAddress => $"http://localhost:{ports.Dashboard}/health";

    public string LoginAddress => $"http://localhost:{ports.Dashboard}/login?t={_browserToken}";

    /// <exception cref="ToolMissingException">Neither on PATH nor from npm.</exception>
    public async Task<ProcessSpec> PrepareAsync(CancellationToken cancellationToken)
    {
        var aspire = PathSearch.Find("aspire") ?? await InstallAsync(cancellationToken);
        string[] arguments =
        [
            "dashboard", "run", "--nologo", "--non-interactive",
            "--frontend-url", $"http://localhost:{ports.Dashboard}",
            "--otlp-grpc-url", Telemetry.Endpoint,
            "--otlp-http-url", $"http://localhost:{ports.OtlpHttp}",
        ];
        return new ProcessSpec(Name, SelfCommand.Dotnet, [SelfCommand.Assembly, .. EmbeddedVerbs.GuardArguments(aspire, arguments)], Repository.Root, Variables())
        {
            Quiet = true,
        };
    }

    private Dictionary<string, string> Variables() => new()
    {
        ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = _browserToken,
        ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = Telemetry.ApiKey,
        ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
    };

    private async Task<string> InstallAsync(CancellationToken cancellationToken)
    {
        var folder = await new NpmPackage($"@microsoft/aspire-cli-{Platform()}", CliVersion).InstallAsync(toolsFolder, cancellationToken);
        var program = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire");
        if (!File.Exists(program))
            throw new ToolMissingException($"the npm package holds no {program}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        return program;
    }

    private static string Platform()
    {
        var musl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : "";
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux" + musl;
        return $"{system}-{RuntimeInformation.OSArchitecture}".ToLowerInvariant();
    }
}
