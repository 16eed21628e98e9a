using MultiDbSync.AppHost.Embedded;

namespace MultiDbSync.AppHost.Servers;

/// <summary>An installed MariaDB or MySQL.</summary>
/// <param name="Installer">MariaDB's program that makes a data folder; null for MySQL, whose server does it itself.</param>
internal sealed record MySqlPrograms(string Server, string? Installer)
{
    // Servers lie where only root's PATH leads.
    private static readonly string[] Folders = ["/usr/sbin", "/usr/bin", "/usr/libexec", "/usr/local/sbin", "/usr/local/mysql/bin", "/opt/homebrew/bin"];

    public static MySqlPrograms? Find()
    {
        if (Look("mariadbd") is { } mariaDb && (Look("mariadb-install-db") ?? Look("mysql_install_db")) is { } installer)
            return new(mariaDb, installer);
        return Look("mysqld") is { } mySql && Look("mariadbd") is null ? new(mySql, null) : null;
    }

    private static string? Look(string program) =>
        PathSearch.Find(program) ?? Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
