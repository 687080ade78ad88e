using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Veda.Rx.Testing;
using Xunit;

namespace Veda.Rx.Tests.Traces;

/// <summary>What is saved is loaded again, and what is no trace is said not to be.</summary>
public sealed class TraceFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_is_saved_is_loaded_again()
    {
        foreach (var name in Executions.Bodies.Keys)
        {
            var trace = Executions.Record(name, seed: ulong.MaxValue) with { Test = "a \"test\" \\ with <signs> & 日本語 \u0001 \ud83d\ude00" };
            trace.Save(_path);
            AssertSame(trace, Trace.Load(_path));
            AssertSame(trace, Trace.FromJson(trace.ToJson()));
        }
        AssertSame(new Trace(), Trace.FromJson(new Trace().ToJson()));
    }

    [Fact]
    public void A_large_file_is_compressed()
    {
        var small = Executions.Made(100, 3, i => $"operation {i}");
        var large = Executions.Made(30_000, 3, i => $"operation {i} with a name that is not short");
        small.Save(_path);
        Assert.Equal((byte)'{', File.ReadAllBytes(_path)[0]);
        large.Save(_path);
        Assert.Equal([0x1F, 0x8B], File.ReadAllBytes(_path)[..2]);
        Assert.True(new FileInfo(_path).Length < 1 << 20);
        AssertSame(large, Trace.Load(_path));
        small.Save(_path);
        AssertSame(small, Trace.Load(_path));
    }

    [Fact]
    public void Fields_that_are_not_known_are_kept()
    {
        var trace = Trace.FromJson(Changed(json => json["later"] = new JsonObject { ["x"] = 1 }));
        Assert.Equal("""{"x":1}""", trace.Unknown["later"].GetRawText());
        trace.Save(_path);
        Assert.Equal("""{"x":1}""", Trace.Load(_path).Unknown["later"].GetRawText());
    }

    [Fact]
    public void Options_of_the_scheduler_that_are_not_known_are_kept()
    {
        var trace = Trace.FromJson(Changed(json => json["scheduler"]!["later"] = new JsonObject { ["x"] = 1 }));
        trace.Save(_path);
        var loaded = JsonNode.Parse(File.ReadAllText(_path))!["scheduler"]!;
        Assert.Equal("""{"x":1}""", loaded["later"]!.ToJsonString());
        (trace with { Scheduler = trace.Scheduler with { Workers = 3 } }).Save(_path);
        Assert.Equal("""{"x":1}""", JsonNode.Parse(File.ReadAllText(_path))!["scheduler"]!["later"]!.ToJsonString());
        Assert.Equal(trace.Scheduler with { Workers = 3 }, Trace.Load(_path).Scheduler);
        Assert.NotEqual(trace.Scheduler, Trace.FromJson(Changed(_ => { })).Scheduler);
    }

    [Theory]
    [InlineData("", "no trace")]
    [InlineData("null", "no object but Null")]
    [InlineData("[]", "no object but Array")]
    [InlineData("{}", "not named")]
    [InlineData("""{"format":"other","version":1}""", "'other'")]
    [InlineData("""{"format":"veda-trace"}""", "no version")]
    [InlineData("""{"format":"veda-trace","version":"1"}""", "no version")]
    [InlineData("""{"format":"veda-trace","version":0}""", "no version")]
    [InlineData("""{"format":"veda-trace","version":2,"choices":"in another way"}""", "version 2; this library reads 1 to 1")]
    [InlineData("not json", "no trace")]
    [InlineData("\ud800", "no trace")]
    public void What_is_no_trace_is_said_not_to_be(string json, string message) => AssertRefused(json, message);

    [Theory]
    [InlineData("lanes", null, "null")]
    [InlineData("lanes", "[null]", "null")]
    [InlineData("choices", null, "null")]
    [InlineData("events", null, "null")]
    [InlineData("test", null, "null")]
    [InlineData("scheduler", null, "null")]
    [InlineData("scheduler", """{"maxSteps":0}""", "MaxSteps is 0")]
    [InlineData("hashes", "[1.5]", "$.hashes[0]")]
    [InlineData("seed", "-1", "$.seed")]
    [InlineData("choices", "7", "array with each choice")]
    [InlineData("choices", """[["Action","1",2]]""", "choice 1 is no array of 4 fields")]
    [InlineData("choices", """[["Action","1",2,0],7]""", "choice 2 is no array of 4 fields")]
    [InlineData("choices", """[["3","1",2,0]]""", "'3' is no kind of choice")]
    [InlineData("choices", """[["Action","xyz",2,0]]""", "'xyz' is no word")]
    [InlineData("choices", """[["Action","1",2,2]]""", "choice 1 picks 2 of 2")]
    [InlineData("choices", """[["Action","1",1,0]]""", "choice 1 picks 0 of 1")]
    [InlineData("events", """[[1,0,0,"x",0]]""", "event 1 is no array of 6 fields")]
    [InlineData("events", """[[1,0,0,"x",0,99999999999]]""", "event 1 is not right")]
    [InlineData("events", """[[2,0,0,"x",0,0]]""", "event 1 says that it is step 2")]
    [InlineData("events", """[[1,0,99,"x",0,0]]""", "event 1 is on lane 99")]
    [InlineData("events", """[[1,0,-1,"x",0,0]]""", "event 1 is on lane -1")]
    [InlineData("events", """[[1,0,0,"x",1,0]]""", "event 1 has cause 1")]
    public void A_field_that_is_not_right_is_named(string field, string? value, string message) =>
        AssertRefused(Changed(json => json[field] = value is null ? null : JsonNode.Parse(value)), message);

    [Fact]
    public void A_part_of_a_file_is_no_trace()
    {
        var bytes = Encoding.UTF8.GetBytes(Executions.Record("threads").ToJson());
        for (var length = 0; length < bytes.Length; length += 7)
            AssertDamaged(bytes[..length]);
        var packed = Packed(bytes);
        for (var length = 2; length < packed.Length - 10; length += 7)   // the last 10 bytes only say that this was the end, and repeat what was read
            AssertDamaged(packed[..length]);

        void AssertDamaged(byte[] file)
        {
            File.WriteAllBytes(_path, file);
            Assert.StartsWith("This is no trace", Assert.Throws<FormatException>(() => Trace.Load(_path)).Message);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_happens_to_a_file_it_is_a_trace_or_a_FormatException(bool packed)
    {
        var random = new Random(1);
        var whole = Encoding.UTF8.GetBytes(Executions.Record("threads").ToJson());
        var loaded = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var mutated = packed ? Mutated(Packed(whole), random) : Mutated(whole, random);
            File.WriteAllBytes(_path, mutated);
            try
            {
                var trace = Trace.Load(_path);
                loaded++;
                trace.Diff(new Trace());
                Assert.NotEmpty(trace.ToText() + trace.ToHtml() + trace.ToChromeTrace());
                AssertSame(trace, Trace.FromJson(trace.ToJson()));
            }
            catch (FormatException)
            {
            }
        }
        Assert.InRange(loaded, 1, 1_999);
    }

    [Fact]
    public void Paths_and_text_are_checked()
    {
        Assert.Throws<ArgumentNullException>("json", () => Trace.FromJson(null!));
        Assert.Throws<ArgumentException>("path", () => Trace.Load(""));
        Assert.Throws<ArgumentException>("path", () => new Trace().Save(""));
        Assert.Throws<FileNotFoundException>(() => Trace.Load($"{_path}.missing"));
    }

    private static string Changed(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(Executions.Record("threads").ToJson())!;
        change(json);
        return json.ToJsonString();
    }

    private void AssertRefused(string json, string message)
    {
        Assert.Contains(message, Assert.Throws<FormatException>(() => Trace.FromJson(json)).Message);
        File.WriteAllText(_path, json);
        Assert.Throws<FormatException>(() => Trace.Load(_path));
    }

    private static void AssertSame(Trace one, Trace other)
    {
        Assert.Equal(one.Choices, other.Choices);
        Assert.Equal(one.Lanes, other.Lanes);
        Assert.Equal(one.Events, other.Events);
        Assert.Equal(one.Hashes, other.Hashes);
        Assert.Equal(
            (one.Format, one.Version, one.Library, one.Runtime, one.Test, one.Seed, one.Strategy, one.Scheduler, one.Failure),
            (other.Format, other.Version, other.Library, other.Runtime, other.Test, other.Seed, other.Strategy, other.Scheduler, other.Failure));
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var writer = new GZipStream(packed, CompressionLevel.Fastest))
            writer.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>One to three changes: another byte, a cut, a repetition, another digit, a number that is too large.</summary>
    private static byte[] Mutated(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var (at, length) = (random.Next(bytes.Count), random.Next(1, 20));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(length, bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(length, bytes.Count - at)));
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next('0', '9' + 1));
                    break;
                case 4:
                    bytes.InsertRange(at, "99999999999999999999"u8.ToArray());
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }
}
