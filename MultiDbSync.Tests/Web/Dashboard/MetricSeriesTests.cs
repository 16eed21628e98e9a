using MultiDbSync.Contracts.Status;
using MultiDbSync.Tests.Web.Support;
using MultiDbSync.Web.Features.Dashboard;

namespace MultiDbSync.Tests.Web.Dashboard;

public sealed class MetricSeriesTests
{
    private readonly MetricSeries _series = new();

    [Fact]
    public void Add_PointPastTheWindow_DropsTheOldest()
    {
        Load(minutes: 5, bucketSeconds: 1, Point(0, 1));

        _series.Add(Point(301, 2));

        Assert.Equal(2, Assert.Single(_series.Points).CapturedPerSecond);
    }

    [Fact]
    public void Add_PointsOfOneBucket_AreJoined()
    {
        Load(minutes: 60, bucketSeconds: 10);

        _series.Add(Point(0, 10, lag: 1, detected: 1));
        _series.Add(Point(1, 20, lag: 5, detected: 1));
        _series.Add(Point(2, 30, lag: 2, detected: 0));

        var bucket = Assert.Single(_series.Points);
        Assert.Equal(20, bucket.CapturedPerSecond, 6);
        Assert.Equal(5, bucket.LagSeconds);
        Assert.Equal(2, bucket.ConflictsDetected);
    }

    [Fact]
    public void Add_PointOlderThanTheLast_IsDropped()
    {
        Load(minutes: 5, bucketSeconds: 1, Point(10, 1));

        _series.Add(Point(9, 99));

        Assert.Equal(1, Assert.Single(_series.Points).CapturedPerSecond);
    }

    private static MetricPoint Point(int second, double rate, double lag = 0, int detected = 0) =>
        new(Sample.Now.AddSeconds(second), rate, rate, lag, 0, 0, detected, 0);

    private void Load(int minutes, int bucketSeconds, params MetricPoint[] points) =>
        _series.Load(new SyncMetrics(Sample.Now.AddMinutes(-minutes), Sample.Now, bucketSeconds, points, new Dictionary<string, long>(), new Dictionary<string, int>()));
}
