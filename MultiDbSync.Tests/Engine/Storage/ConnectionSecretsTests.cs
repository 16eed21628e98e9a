using System.Xml.Linq;
using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Storage.Secrets;

namespace MultiDbSync.Tests.Engine.Storage;

public sealed class ConnectionSecretsTests : IDisposable
{
    private const string Text = "Host=db.example;Username=sync;Password=hush";
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("mds-ring-").FullName, "keys");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void Stored_HoldsNothingOfTheText_AndIsReadByAnotherProcess()
    {
        var stored = new ConnectionSecrets(_folder).Protect(Text);
        Assert.StartsWith(ConnectionSecrets.Prefix, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", stored, StringComparison.Ordinal);
        Assert.NotEqual(stored, new ConnectionSecrets(_folder).Protect(Text));
        Assert.Equal(Text, new ConnectionSecrets(_folder).Reveal("n", stored));
    }

    [Fact]
    public void WhatIsStoredAlready_IsNotEncryptedTwice()
    {
        var secrets = new ConnectionSecrets(_folder);
        var stored = secrets.Protect(Text);
        Assert.Equal(stored, secrets.Protect(stored));
        Assert.Equal("env:MDS_DB", secrets.Protect("env:MDS_DB"));
        Assert.Equal(Text, secrets.Reveal("n", Text));
    }

    [Fact]
    public void Ring_BelongsToItsOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        new ConnectionSecrets(_folder).Protect(Text);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(KeyFiles())));
    }

    [Fact]
    public void ValueOfAnOldKey_IsReadAfterANewOneWasMade()
    {
        var old = new ConnectionSecrets(_folder).Protect(Text);
        Expire(Assert.Single(KeyFiles()));
        var later = new ConnectionSecrets(_folder);
        var fresh = later.Protect(Text);
        Assert.Equal(2, KeyFiles().Length);
        Assert.NotEqual(KeyOf(old), KeyOf(fresh));
        Assert.Equal((Text, Text), (later.Reveal("n", old), later.Reveal("n", fresh)));
    }

    [Fact]
    public void KeyOfAnotherProcess_IsFoundWithoutARestart()
    {
        var first = new ConnectionSecrets(_folder);
        first.Protect(Text);
        Expire(Assert.Single(KeyFiles()));
        Assert.Equal(Text, first.Reveal("n", new ConnectionSecrets(_folder).Protect(Text)));
    }

    [Fact]
    public void MissingRing_SaysWhatToDo_MakesNoKey_AndReadsAgainOnceItIsBack()
    {
        var secrets = new ConnectionSecrets(_folder);
        var stored = secrets.Protect(Text);
        Directory.Move(_folder, _folder + ".away");
        var error = Assert.Throws<ConnectorException>(() => secrets.Reveal("n", stored));
        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("backup", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder));
        Directory.Move(_folder + ".away", _folder);
        Assert.Equal(Text, secrets.Reveal("n", stored));
    }

    [Fact]
    public void ForeignRing_SaysSo_AndKeepsWhatItCanNotRead()
    {
        var stored = new ConnectionSecrets(_folder).Protect(Text);
        Directory.Move(_folder, _folder + ".away");
        var foreign = new ConnectionSecrets(_folder);
        foreign.Protect(Text);
        var error = Assert.Throws<ConnectorException>(() => foreign.Reveal("n", stored));
        Assert.Contains("does not hold the key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
        Assert.Equal(stored, foreign.Protect(stored));
    }

    [Fact]
    public void ChangedValue_IsRefused()
    {
        var secrets = new ConnectionSecrets(_folder);
        var stored = secrets.Protect(Text);
        var changed = stored[..^3] + (stored[^3] == 'A' ? 'B' : 'A') + stored[^2..];
        Assert.Throws<ConnectorException>(() => secrets.Reveal("n", changed));
    }

    [Fact]
    public void EnvironmentReference_IsLookedUpAtEachUse()
    {
        const string variable = "MDS_TEST_CONNECTION_OF_SECRETS";
        var secrets = new ConnectionSecrets(_folder);
        var error = Assert.Throws<ConnectorException>(() => secrets.Reveal("n", "env:" + variable));
        Assert.Contains($"'{variable}'", error.Message, StringComparison.Ordinal);
        try
        {
            Environment.SetEnvironmentVariable(variable, Text);
            Assert.Equal(Text, secrets.Reveal("n", $" env:{variable} "));
            Environment.SetEnvironmentVariable(variable, "env:PATH");
            Assert.Throws<ConnectorException>(() => secrets.Reveal("n", "env:" + variable));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Theory]
    [InlineData("Data Source=env:PATH")]
    [InlineData("env:PATH;Mode=ReadOnly")]
    [InlineData("env:")]
    [InlineData("ENV:PATH")]
    public void TextThatIsNotAWholeReference_IsAConnectionString(string text)
    {
        Assert.Equal(text, new ConnectionSecrets(_folder).Reveal("n", text));
        Assert.False(ConnectionSecrets.IsStoredSafely(text));
    }

    private string[] KeyFiles() => Directory.GetFiles(_folder, "key-*.xml");

    // After the magic header of four bytes comes the key's identity.
    private static string KeyOf(string stored)
    {
        var text = stored[ConnectionSecrets.Prefix.Length..].Replace('-', '+').Replace('_', '/');
        return Convert.ToHexString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')).AsSpan(4, 16));
    }

    private static void Expire(string file)
    {
        var key = XDocument.Load(file);
        key.Root!.SetElementValue("activationDate", DateTimeOffset.UnixEpoch);
        key.Root.SetElementValue("expirationDate", DateTimeOffset.UnixEpoch.AddDays(90));
        key.Save(file);
    }
}
