using System.Runtime.InteropServices;
using SQLitePCL;

namespace MultiDbSync.Connectors.Sqlite;

/// <summary>Functions of the bundled engine that SQLitePCLRaw does not wrap.</summary>
internal static class SqliteNative
{
    // https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html
    private const int FileControlHasMoved = 20;

    /// <summary>True when the file that was opened is no longer the one under its name (replaced, renamed, deleted).</summary>
    public static bool HasMoved(sqlite3 database)
    {
        var moved = 0;
        return FileControl(database.DangerousGetHandle(), IntPtr.Zero, FileControlHasMoved, ref moved) == raw.SQLITE_OK && moved != 0;
    }

    /// <summary>Byte offset of the last syntax error in its statement, or -1.</summary>
    public static int ErrorOffset(sqlite3 database) => ErrorOffset(database.DangerousGetHandle());

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(IntPtr database, IntPtr name, int operation, ref int argument);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_error_offset", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int ErrorOffset(IntPtr database);
}
