using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Veda.Rx.Tests.Architecture;

/// <summary>The library's own types that one of them mentions, anywhere in its members and their bodies.</summary>
internal static class Seen
{
    public static ModuleDefinition Module { get; } = ModuleDefinition.ReadModule(Shipped.Assembly.Location);

    public static IEnumerable<TypeReference> By(TypeDefinition type) =>
        Mentioned(type).Where(seen => seen is not null).SelectMany(Parts!).Where(seen => seen.Scope == Module && seen.FullName != type.FullName).DistinctBy(seen => seen.FullName);

    private static IEnumerable<TypeReference?> Mentioned(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var contract in type.Interfaces)
            yield return contract.InterfaceType;
        foreach (var field in type.Fields)
            yield return field.FieldType;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters)
                yield return parameter.ParameterType;
            foreach (var local in method.HasBody ? method.Body.Variables : [])
                yield return local.VariableType;
            foreach (var instruction in method.HasBody ? method.Body.Instructions : [])
            {
                foreach (var used in Used(instruction))
                    yield return used;
            }
        }
    }

    private static IEnumerable<TypeReference> Used(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference { DeclaringType: { } type } => [type],
        _ => [],
    };

    /// <summary>A type without its decorations, its type arguments, and the types around it.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        if (type is GenericInstanceType generic)
        {
            foreach (var part in generic.GenericArguments.SelectMany(Parts))
                yield return part;
        }
        var element = type.GetElementType();
        if (element is GenericParameter)
            yield break;
        for (var outer = element; outer is not null; outer = outer.DeclaringType)
            yield return outer;
    }
}
