namespace MultiDbSync.Engine.Storage;

/// <summary>A turn among the processes that start at once, kept by an exclusively opened file: the operating system ends it with the process.</summary>
internal static class HubStoreLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<FileStream> TakeAsync(string path, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < deadline && System.IO.File.Exists(path))
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }
}
