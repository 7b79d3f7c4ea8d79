namespace ChatOps.Features;

/// <summary>A discipline that the bot serves. <see cref="Define"/> is its table of contents.</summary>
public interface IFeature
{
    void Define(FeatureBuilder feature);
}
