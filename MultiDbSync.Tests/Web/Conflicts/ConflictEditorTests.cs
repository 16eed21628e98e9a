using MultiDbSync.Contracts.Conflicts;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Conflicts;

namespace MultiDbSync.Tests.Web.Conflicts;

public sealed class ConflictEditorTests
{
    private readonly ConflictEditor _editor = new(Sample.Conflict());

    [Fact]
    public void Start_EachSidesOwnChanges_AreTaken()
    {
        Assert.Equal("Left", Value("title"));
        Assert.Equal("4", Value("copies"));
        Assert.Equal("", Value("note"));
    }

    [Fact]
    public void Start_LeftRowDeleted_RightIsTaken() => Assert.All(
        new ConflictEditor(Sample.Conflict(leftExists: false)).Cells, cell => Assert.Equal(ConflictSide.Right, cell.Source));

    [Fact]
    public void Pick_OneCell_LeavesTheOthers()
    {
        _editor.Pick("title", ConflictSide.Right);

        Assert.Equal("Right", Value("title"));
        Assert.Equal("4", Value("copies"));
    }

    [Fact]
    public void PickAll_Base_TakesEveryCellOfIt()
    {
        _editor.PickAll(ConflictSide.Base);

        Assert.Equal(["1", "Old", "3", null], _editor.Cells.Select(cell => cell.Value));
    }

    [Fact]
    public void Type_NotANumber_BlocksSavingUntilMended()
    {
        _editor.Type("copies", "many");
        Assert.False(_editor.IsValid);

        _editor.Type("copies", "12345678901234567890");
        Assert.True(_editor.IsValid);
    }

    [Fact]
    public void Type_NullForAKey_IsRefused()
    {
        _editor.Type("book_id", null);

        Assert.NotNull(_editor.Cells[0].Error);
    }

    [Fact]
    public void ToRequest_CarriesEveryColumnAndTheVersionSeen()
    {
        _editor.Type("note", null);

        var request = _editor.ToRequest("  because ");

        Assert.Equal(ConflictChoice.Edit, request.Choice);
        Assert.Equal(1, request.Version);
        Assert.Equal("because", request.Comment);
        Assert.Equal(new Dictionary<string, string?> { ["book_id"] = "1", ["title"] = "Left", ["copies"] = "4", ["note"] = null }, request.Values);
    }

    [Fact]
    public void NewVersion_WhatWasTyped_IsKept()
    {
        _editor.Type("title", "Mine");
        _editor.Pick("copies", ConflictSide.Base);

        var next = new ConflictEditor(Sample.Conflict(version: 2), _editor);

        Assert.Equal("Mine", next.Cells[1].Value);
        Assert.Equal("4", next.Cells[2].Value);
        Assert.Equal(2, next.ToRequest(null).Version);
    }

    private string? Value(string column) => _editor.Cells.Single(cell => cell.Column == column).Value;
}
