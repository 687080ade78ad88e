using System.Xml.Linq;

namespace Veda.Rx.Tests.Architecture;

/// <summary>The generated documentation file, with what is inherited resolved.</summary>
internal sealed class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    public XmlDocumentation() => _members = XDocument.Load(Path.ChangeExtension(Shipped.Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    public IEnumerable<string> Members => _members.Keys;

    /// <summary>Whether a member says something of this kind, itself or where it inherits from.</summary>
    public bool Has(string member, string element)
    {
        var seen = new HashSet<string>();
        while (seen.Add(member) && _members.TryGetValue(member, out var documentation))
        {
            if (documentation.Element(element) is { } found && found.Value.Trim().Length > 0)
                return true;
            if (documentation.Element("inheritdoc") is not { } inherits)
                return false;
            if (inherits.Attribute("cref")?.Value is not { } from)
                return true;   // from the member that it overrides or implements
            member = from;
        }
        return false;
    }
}
