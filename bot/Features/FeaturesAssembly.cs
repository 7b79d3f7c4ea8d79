using System.Reflection;

namespace ChatOps.Features;

/// <summary>Names the assembly that holds the features, without naming any of them.</summary>
public static class FeaturesAssembly
{
    public static Assembly Itself => typeof(FeaturesAssembly).Assembly;
}
