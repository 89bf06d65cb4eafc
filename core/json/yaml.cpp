#include "json/yaml.h"

#include <yaml-cpp/yaml.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/text.h"
#include "json/pointer.h"
#include "json/scanner.h"
#include "json/text_positions.h"

namespace mgc::json {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t maximumNodes = 250'000;  // stops "billion laughs" made of aliases

struct Refused : std::runtime_error {
    Refused(const std::string& message, YAML::Mark where) : std::runtime_error(message), mark(where) {}
    YAML::Mark mark;
};

/// A plain scalar by the rules of YAML's core schema. "yes" and "no" stay texts, as in YAML 1.2.
Json scalar(const YAML::Node& node) {
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") return text;  // quoted
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    const char* const begin = text.data() + (text.front() == '+' ? 1 : 0);
    const char* const end = text.data() + text.size();
    std::int64_t whole = 0;
    if (const auto result = std::from_chars(begin, end, whole); result.ec == std::errc() && result.ptr == end) return whole;
    const bool numeric =
        text.find_first_not_of("+-.0123456789eE") == std::string::npos && text.find_first_of("0123456789") != std::string::npos;
    double real = 0;
    if (numeric)
        if (const auto result = std::from_chars(begin, end, real); result.ec == std::errc() && result.ptr == end) return real;
    return text;
}

std::size_t offsetOf(YAML::Mark mark, std::size_t size) { return mark.pos < 0 ? 0 : std::min(static_cast<std::size_t>(mark.pos), size); }

}  // namespace

void YamlReader::convert(const YAML::Node& node, const std::string& pointer, Json& value, std::size_t depth) {
    if (depth > maximumDepth) throw Refused("nested more than 128 levels deep", node.Mark());
    if (++m_nodes > maximumNodes) throw Refused("more than 250,000 nodes after following aliases", node.Mark());
    const std::size_t at = offsetOf(node.Mark(), m_text->size());
    Document::Location& place = m_places[pointer];
    place.begin = at;
    place.end = std::min(at + (node.IsScalar() ? std::max<std::size_t>(node.Scalar().size(), 1) : 1), m_text->size());
    if (node.IsMap()) {
        value = Json::object();
        for (const auto& member : node) {
            if (!member.first.IsScalar()) throw Refused("member names must be plain texts", member.first.Mark());
            const std::string name = member.first.Scalar();
            const std::string path = joined(pointer, name);
            Json child;
            convert(member.second, path, child, depth + 1);
            if (value.contains(name)) throw Refused("the member \"" + name + "\" stands here twice", member.first.Mark());
            Document::Location& location = m_places[path];
            location.nameBegin = offsetOf(member.first.Mark(), m_text->size());
            location.nameEnd = std::min(location.nameBegin + name.size(), m_text->size());
            value[name] = std::move(child);
        }
    } else if (node.IsSequence()) {
        value = Json::array();
        for (std::size_t index = 0; index < node.size(); ++index) {
            Json child;
            convert(node[index], joined(pointer, std::to_string(index)), child, depth + 1);
            value.push_back(std::move(child));
        }
    } else if (node.IsScalar()) {
        value = scalar(node);
    } else {
        value = nullptr;
    }
}

Result<Document> YamlReader::read(std::string text, std::string file) {
    if (text.size() > maximumTextBytes) return mgc::fail("InvalidYaml", "the file is larger than 32 MiB", rangeAt(file, "", 0, 0));
    auto shared = std::make_shared<const std::string>(std::move(text));
    YamlReader reader(shared);
    auto root = std::make_shared<Json>();
    const auto refuse = [&](const std::string& message, YAML::Mark mark) {
        const std::size_t at = offsetOf(mark, shared->size());
        return mgc::fail("InvalidYaml", message, rangeAt(file, *shared, at, at + 1));
    };
    try {
        reader.convert(YAML::Load(*shared), "", *root, 0);
    } catch (const Refused& error) {
        return refuse(error.what(), error.mark);
    } catch (const YAML::Exception& error) {
        return refuse(error.msg, error.mark);
    } catch (const std::exception& error) {
        return refuse(error.what(), YAML::Mark::null_mark());
    }
    Document document(std::move(root), std::move(shared), std::move(file));
    document.m_places = std::make_shared<const std::map<std::string, Document::Location, std::less<>>>(std::move(reader.m_places));
    return document;
}

Result<Document> Document::parseYaml(std::string text, std::string file) { return YamlReader::read(std::move(text), std::move(file)); }

}  // namespace mgc::json
