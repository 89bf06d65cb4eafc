// Runs the generated cases from a given number on, one JSON line each, flushed: what came before a crash is not lost.
using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using Newtonsoft.Json;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;

public static class Runner
{
    // Other objects would be printed property by property, which does not end for some (DateTime.Date and the like).
    static bool IsPrintable(object v)
    {
        if (v == null || v is IConvertible || v is IFormattable || v is IEnumerable || v is JToken || v is XObject || v is XName || v is Uri || v is StringBuilder || v is Exception || v is Type || v is System.Text.RegularExpressions.Capture) return !(v is JProperty);  // a property alone is no JSON
        var name = v.GetType().Name;
        return name.StartsWith("KeyValuePair") || name.StartsWith("Tuple") || name.StartsWith("<>");
    }

    public static void Main(string[] arguments)
    {
        Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
        JObject contexts;
        using (var reader = new JsonTextReader(new StringReader(File.ReadAllText(arguments[0])))) { reader.DateParseHandling = DateParseHandling.None; contexts = JObject.Load(reader); }
        var context = (JObject)contexts["default"];
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        for (var number = int.Parse(arguments[1]); number < Gen.All.Length; number++)
        {
            string rest;
            try
            {
                var value = Gen.All[number](ContextLoader.Load(context));
                rest = IsPrintable(value) ? "" : "\"opaque\":true,";
                rest += "\"ok\":true,\"type\":" + (value == null ? "\"null\"" : JsonConvert.ToString(Canon.TypeName(value.GetType()))) + ",\"value\":" + (IsPrintable(value) ? Canon.J(value) : "null") + ",\"text\":" + Canon.Text(value);
            }
            catch (Exception e) { rest = "\"ok\":false,\"error\":" + JsonConvert.ToString(Canon.Ex(e)) + ",\"message\":" + JsonConvert.ToString(e.Message); }
            output.WriteLine("{\"id\":" + number + "," + rest + "}");
        }
    }
}
