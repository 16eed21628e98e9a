using MultiDbSync.Engine.Changes;

namespace MultiDbSync.Tests.Connectors.Conformance;

/// <summary>What an application does to its own database, knowing nothing of us.</summary>
public interface IApplicationTransaction
{
    void Insert(string table, RowImage image);

    void Update(string table, RowKey key, RowImage image);

    void Delete(string table, RowKey key);

    void Commit();

    void Rollback();
}
