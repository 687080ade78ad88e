using System.Reflection;
using System.Xml.Linq;

namespace Veda.Rx.Tests.Architecture;

/// <summary>The generated documentation file, with what is inherited resolved.</summary>
internal sealed class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    public XmlDocumentation() => _members = XDocument.Load(Path.ChangeExtension(Shipped.Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>What a member says in an element of this kind, itself or where it inherits from; empty if it says nothing.</summary>
    /// <param name="member">The member's name in the file.</param>
    /// <param name="element">The kind of element.</param>
    /// <param name="name">Which, if there are several.</param>
    public string Text(string member, string element, string? name = null)
    {
        var seen = new HashSet<string>();
        while (seen.Add(member) && _members.TryGetValue(member, out var documentation))
        {
            if (documentation.Elements(element).FirstOrDefault(e => name is null || e.Attribute("name")?.Value == name) is { } found)
                return found.Value.Trim();
            if (documentation.Element("inheritdoc")?.Attribute("cref")?.Value is not { } from)
                break;
            member = from;
        }
        return "";
    }

    public bool Has(string member, string element) => Text(member, element).Length > 0;

    public bool Contains(string member) => _members.ContainsKey(member);

    /// <summary>A method's name in the file.</summary>
    public static string NameOf(MethodInfo method)
    {
        var arity = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        var parameters = method.GetParameters() is { Length: > 0 } all ? $"({string.Join(",", all.Select(p => NameOf(p.ParameterType)))})" : "";
        return $"M:{method.DeclaringType!.FullName}.{method.Name}{arity}{parameters}";
    }

    private static string NameOf(Type type)
    {
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        return type.IsGenericType
            ? $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0]}{{{string.Join(",", type.GetGenericArguments().Select(NameOf))}}}"
            : type.FullName!;
    }
}
