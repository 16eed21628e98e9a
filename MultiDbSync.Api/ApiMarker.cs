namespace MultiDbSync.Api;

/// <summary>Names this assembly where a type of it is needed; every host has a <c>Program</c>.</summary>
public sealed class ApiMarker;
