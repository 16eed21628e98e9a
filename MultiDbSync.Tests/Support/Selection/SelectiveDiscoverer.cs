using Xunit.Sdk;
using Xunit.v3;

namespace MultiDbSync.Tests.Support.Selection;

/// <summary>Finds the tests whose full names begin as one of those selected.</summary>
internal sealed class SelectiveDiscoverer(XunitTestAssembly assembly, string[] selected) : XunitTestFrameworkDiscoverer(assembly)
{
    protected override ValueTask<bool> FindTestsForMethod(
        IXunitTestMethod testMethod, ITestFrameworkDiscoveryOptions discoveryOptions, Func<ITestCase, ValueTask<bool>> discoveryCallback)
    {
        var name = $"{testMethod.TestClass.TestClassName}.{testMethod.MethodName}";
        return Array.Exists(selected, s => name.StartsWith(s, StringComparison.Ordinal)) ? base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback) : new(true);
    }
}
