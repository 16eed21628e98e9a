using MultiDbSync.Engine.Connectors;
using MultiDbSync.Engine.Topology;

namespace MultiDbSync.Engine.Runtime;

/// <summary>What a node's loops were started for; another one means a restart of them.</summary>
/// <param name="Fingerprint">Equal for equal configurations.</param>
internal sealed record NodeInstallation(NodeInfo Node, CaptureInstallation Capture, string Fingerprint);
