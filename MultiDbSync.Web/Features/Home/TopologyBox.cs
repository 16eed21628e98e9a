namespace MultiDbSync.Web.Features.Home;

/// <summary>A part of the picture with its upper left corner.</summary>
public sealed record TopologyBox<T>(T Of, double X, double Y);
