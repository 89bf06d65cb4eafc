// Changes expressions by tokens, so that many of the inputs still compile: replaces, doubles, drops and swaps tokens and puts in atoms.
// Half of the inputs are left to libFuzzer's own changes of bytes.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

constexpr std::string_view atoms[] = {"0",
                                      "1",
                                      "-1",
                                      "int.MaxValue",
                                      "long.MinValue",
                                      "2147483648",
                                      "1e308",
                                      "1.5m",
                                      "0.1",
                                      "'x'",
                                      "\"\"",
                                      "\"abc\"",
                                      "null",
                                      "true",
                                      "(string)null",
                                      "new string('x', int.MaxValue)",
                                      "new string('x', 100000)",
                                      "\"x\".PadLeft(int.MaxValue)",
                                      "Enumerable.Range(0, int.MaxValue)",
                                      "Enumerable.Repeat(\"x\", 1000000)",
                                      ".ToList()",
                                      ".ToArray()",
                                      ".Select(x => x)",
                                      ".Where(x => true)",
                                      ".OrderBy(x => x)",
                                      ".Concat(a)",
                                      ".Aggregate((a, b) => a + b)",
                                      ".ToString()",
                                      ".ToString(\"N99\")",
                                      ".ToString(\"D999999\")",
                                      ".Substring(1)",
                                      ".Split(',')",
                                      ".Replace(\"a\", \"aaaa\")",
                                      ".Length",
                                      ".Count()",
                                      "[0]",
                                      "[int.MaxValue]",
                                      "?.",
                                      "??",
                                      "(x => x)",
                                      "checked(",
                                      "unchecked(",
                                      "new int[1000000000]",
                                      "new List<int>(int.MaxValue)",
                                      "new Dictionary<string, object>()",
                                      "new StringBuilder(int.MaxValue)",
                                      "Regex.IsMatch(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a+)+$\")",
                                      "Regex.Replace(\"aaa\", \"\", \"$0$0\")",
                                      "JObject.Parse(\"{'a':[1,{'b':null}]}\")",
                                      "JToken.Parse(\"[[[[[[]]]]]]\")",
                                      ".SelectToken(\"$..a\")",
                                      ".SelectTokens(\"[?(@.a =~ /x/)]\")",
                                      "XElement.Parse(\"<a><b/></a>\")",
                                      ".Elements()",
                                      "DateTime.MaxValue",
                                      "DateTime.Parse(\"2024-01-01\")",
                                      ".AddYears(10000)",
                                      "TimeSpan.MinValue",
                                      "decimal.MaxValue",
                                      "Convert.ToInt32(",
                                      "Convert.FromBase64String(\"AQID\")",
                                      "string.Join(\",\", ",
                                      "string.Format(\"{0,2000000000}\", 1)",
                                      "string.Concat(",
                                      "Math.Abs(int.MinValue)",
                                      "Math.Round(1.5, 99)",
                                      "int.MinValue / -1",
                                      "int.MinValue % -1",
                                      "1 << 99",
                                      "context.Request.Body.As<JObject>(true)",
                                      "context.Variables[\"s\"]",
                                      "context.Request.Headers",
                                      "while (true) { }",
                                      "for (int i = 0; i < 10; i++) ",
                                      "foreach (var x in new[] { 1, 2 }) ",
                                      "if (true) ",
                                      "return 1;",
                                      "var a = 1;",
                                      "try { } catch { }",
                                      "throw new Exception(\"x\");",
                                      "int f(int n) { return f(n + 1); }",
                                      "switch (1) { case 1: break; }",
                                      "goto a;",
                                      "a: ",
                                      "$\"{1,5:N2}\"",
                                      "from x in new[] { 1 } select x",
                                      "new { A = 1 }",
                                      "(1, 2)",
                                      "is int y",
                                      "as string",
                                      "typeof(int)",
                                      "default(int)",
                                      "nameof(context)",
                                      "BitConverter.GetBytes(1)",
                                      "Guid.NewGuid()",
                                      "Encoding.UTF8.GetBytes(\"x\")"};

std::vector<std::string> tokensOf(std::string_view text) {
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        const auto isWord = [&](std::size_t at) {
            return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_');
        };
        if (isWord(i)) {
            while (isWord(end)) ++end;
        } else if (text[i] == '"') {
            while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
            end = std::min(end + 1, text.size());
        }
        tokens.emplace_back(text.substr(i, end - i));
        i = end;
    }
    return tokens;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    std::minstd_rand random(seed);
    if (random() % 2 == 0 || size == 0) return LLVMFuzzerMutate(data, size, most);
    auto tokens = tokensOf(std::string_view(reinterpret_cast<const char*>(data), size));
    for (unsigned changes = 1 + random() % 3; changes > 0 && !tokens.empty(); --changes) {
        const auto at = static_cast<std::ptrdiff_t>(random() % tokens.size());
        const std::string atom(atoms[random() % std::size(atoms)]);
        switch (random() % 6) {
            case 0:
                tokens[static_cast<std::size_t>(at)] = atom;
                break;
            case 1:
                tokens.insert(tokens.begin() + at, atom);
                break;
            case 2:
                tokens.erase(tokens.begin() + at);
                break;
            case 3:
                std::swap(tokens[static_cast<std::size_t>(at)], tokens[random() % tokens.size()]);
                break;
            case 4: {
                const auto count =
                    static_cast<std::ptrdiff_t>(std::min<std::size_t>(1 + random() % 12, tokens.size() - static_cast<std::size_t>(at)));
                const std::vector<std::string> part(tokens.begin() + at, tokens.begin() + at + count);
                for (unsigned copies = 1 + random() % 8; copies > 0; --copies) tokens.insert(tokens.begin() + at, part.begin(), part.end());
                break;
            }
            default:
                tokens[static_cast<std::size_t>(at)] = tokens[random() % tokens.size()];
        }
    }
    std::string out;
    for (const auto& token : tokens) out += token;
    out.resize(std::min(out.size(), most));
    std::memcpy(data, out.data(), out.size());
    return out.size();
}
