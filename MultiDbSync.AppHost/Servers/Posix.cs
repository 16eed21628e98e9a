using System.Runtime.InteropServices;

namespace MultiDbSync.AppHost.Servers;

/// <summary>What .NET lacks of the operating system.</summary>
internal static class Posix
{
    public static void Signal(int processId, PosixSignalNumber signal)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(processId, (int)signal);
    }

    /// <summary>Makes this process, and what it starts from now on, no part of the terminal that it was started in.</summary>
    public static void LeaveTerminal()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetSession();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);

    [DllImport("libc", EntryPoint = "setsid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetSession();
}
