// Prints the public members of the types that policy expressions may use, one a line in C#'s spelling: TYPE<tab>MEMBER.
// Run by members.py under mono; input: type names (System.String, System.Linq.Enumerable, System.Collections.Generic.List`1), one a line.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

public static class Members
{
    static readonly Dictionary<string, string> Alias = new Dictionary<string, string> {
        { "String", "string" }, { "Boolean", "bool" }, { "Int32", "int" }, { "Int64", "long" }, { "Double", "double" }, { "Single", "float" },
        { "Decimal", "decimal" }, { "Char", "char" }, { "Byte", "byte" }, { "SByte", "sbyte" }, { "Int16", "short" }, { "UInt16", "ushort" },
        { "UInt32", "uint" }, { "UInt64", "ulong" }, { "Object", "object" }, { "Void", "void" } };

    static string Name(Type t)
    {
        if (t.IsByRef) return Name(t.GetElementType());
        if (t.IsArray) return Name(t.GetElementType()) + "[" + new string(',', t.GetArrayRank() - 1) + "]";
        if (t.IsPointer) return Name(t.GetElementType()) + "*";
        if (t.IsGenericType && t.GetGenericTypeDefinition() == typeof(Nullable<>) && !t.IsGenericTypeDefinition) return Name(t.GetGenericArguments()[0]) + "?";
        string alias;
        if (t.Namespace == "System" && Alias.TryGetValue(t.Name, out alias)) return alias;
        var name = t.Name.Split('`')[0];
        if (t.IsNested && !t.IsGenericParameter) name = t.DeclaringType.Name.Split('`')[0] + "." + name;
        return t.IsGenericType ? name + "<" + string.Join(",", t.GetGenericArguments().Select(Name)) + ">" : name;
    }

    static string Parameters(ParameterInfo[] all, bool extension)
    {
        return string.Join(", ", all.Select((p, i) => (extension && i == 0 ? "this " : p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : p.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "") + Name(p.ParameterType)));
    }

    static IEnumerable<string> Of(Type type)
    {
        const BindingFlags flags = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var c in type.GetConstructors(flags)) if (!c.IsStatic && !type.IsAbstract) yield return "new(" + Parameters(c.GetParameters(), false) + ")";
        foreach (var f in type.GetFields(flags)) if (!f.IsSpecialName) yield return (f.IsLiteral ? "const " : f.IsStatic ? "static " : "") + Name(f.FieldType) + " " + f.Name;
        foreach (var p in type.GetProperties(flags))
        {
            var get = p.GetGetMethod();
            if (get == null) continue;
            yield return (get.IsStatic ? "static " : "") + Name(p.PropertyType) + (p.GetIndexParameters().Length == 0 ? " " + p.Name : " this[" + Parameters(p.GetIndexParameters(), false) + "]");
        }
        foreach (var m in type.GetMethods(flags))
        {
            if (m.IsSpecialName && !m.Name.StartsWith("op_")) continue;
            if (m.GetBaseDefinition().DeclaringType == typeof(object) && type != typeof(object)) continue;
            var extension = m.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false);
            var generic = m.IsGenericMethodDefinition ? "<" + string.Join(",", m.GetGenericArguments().Select(Name)) + ">" : "";
            yield return (m.IsStatic ? "static " : "") + Name(m.ReturnType) + " " + m.Name + generic + "(" + Parameters(m.GetParameters(), extension) + ")";
        }
    }

    public static void Main()
    {
        var assemblies = new[] { typeof(string).Assembly, typeof(Uri).Assembly, typeof(Enumerable).Assembly, typeof(System.Xml.Linq.XElement).Assembly, typeof(System.Xml.XmlNodeType).Assembly,
            typeof(System.Numerics.BigInteger).Assembly, typeof(Newtonsoft.Json.Linq.JToken).Assembly };
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            var type = assemblies.Select(a => a.GetType(line)).FirstOrDefault(t => t != null);
            if (type == null) { Console.WriteLine(line + "\t-"); continue; }
            foreach (var member in Of(type).OrderBy(m => m, StringComparer.Ordinal)) Console.WriteLine(line + "\t" + member);
        }
    }
}
