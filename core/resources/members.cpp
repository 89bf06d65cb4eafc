#include "resources/members.h"

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/text.h"
#include "json/pointer.h"

namespace mgc::resources {
namespace {

using Json = nlohmann::ordered_json;

const Json& emptyObject() {
    static const Json empty = Json::object();
    return empty;
}

class Validator {
public:
    /// `base`: where the members stand in the document ("/properties"). `subject` begins every message: `Backend "a"`.
    Validator(const json::Document& document, std::string base, std::string subject, Diagnostics& diagnostics)
        : m_document(document), m_base(std::move(base)), m_subject(std::move(subject)), m_diagnostics(diagnostics) {}

    void object(const Json& value, const std::vector<MemberDescriptor>& members, const std::string& pointer) {
        for (const MemberDescriptor& member : members) {
            const auto found = value.find(member.name);
            const std::string at = json::joined(pointer, member.name);
            const bool written = found != value.end() && !found->is_null();
            if (!applies(value, member)) {
                if (written)
                    m_diagnostics.add({Severity::Info,
                                       "MGC2015",
                                       m_subject + ": " + std::string(member.name) + ": is read only where " +
                                           std::string(member.when.member) + " is " + std::string(member.when.value),
                                       m_document.rangeOf(m_base + at),
                                       std::string(member.name),
                                       {}});
            } else if (!written) {
                if (member.needed == Needed::Required)
                    report("MGC2003", pointer, member, "the member \"" + std::string(member.name) + "\" is missing");
            } else if (!member.list) {
                single(*found, member, at);
            } else if (!found->is_array()) {
                report("MGC2004", at, member, "must be a list");
            } else {
                for (std::size_t index = 0; index < found->size(); ++index)
                    single((*found)[index], member, json::joined(at, std::to_string(index)));
            }
        }
    }

private:
    static bool applies(const Json& object, const MemberDescriptor& member) {
        if (member.when.member.empty()) return true;
        const auto other = object.find(member.when.member);
        if (other == object.end() || !other->is_string()) return member.when.holds(std::nullopt);
        return member.when.holds(other->get_ref<const std::string&>());
    }

    void single(const Json& value, const MemberDescriptor& member, const std::string& pointer) {
        switch (member.type) {
            case MemberType::Boolean:
                if (!value.is_boolean()) report("MGC2004", pointer, member, "must be true or false");
                break;
            case MemberType::Integer:
                integer(value, member, pointer);
                break;
            case MemberType::Number:
                if (!value.is_number()) return report("MGC2004", pointer, member, "must be a number");
                if ((member.minimum && value.get<double>() < static_cast<double>(*member.minimum)) ||
                    (member.maximum && value.get<double>() > static_cast<double>(*member.maximum)))
                    report("MGC2005", pointer, member, "must be " + rangeText(member));
                break;
            case MemberType::Object:
                if (value.is_object())
                    object(value, member.members, pointer);
                else
                    report("MGC2004", pointer, member, "must be an object");
                break;
            case MemberType::TextMap:
                if (!value.is_object()) report("MGC2004", pointer, member, "must be an object of texts");
                break;
            default:
                text(value, member, pointer);
                break;
        }
    }

    void integer(const Json& value, const MemberDescriptor& member, const std::string& pointer) {
        std::optional<std::int64_t> number;
        if (value.is_number_integer()) number = value.get<std::int64_t>();
        if (value.is_string()) number = toInteger(value.get_ref<const std::string&>());
        if (!number) return report("MGC2004", pointer, member, "must be a whole number");
        if ((member.minimum && *number < *member.minimum) || (member.maximum && *number > *member.maximum))
            report("MGC2005", pointer, member, "must be " + rangeText(member));
    }

    static std::string rangeText(const MemberDescriptor& member) {
        std::string range = member.minimum ? "at least " + std::to_string(*member.minimum) : std::string();
        if (member.maximum) range += (range.empty() ? "at most " : " and at most ") + std::to_string(*member.maximum);
        return range;
    }

    void text(const Json& value, const MemberDescriptor& member, const std::string& pointer) {
        if (!value.is_string()) return report("MGC2004", pointer, member, "must be a text");
        const std::string& text = value.get_ref<const std::string&>();
        if (text.find("{{") != std::string::npos || text.find("{#") != std::string::npos) return;  // a named value or a pipeline token
        if (member.type == MemberType::Enumeration) {
            std::string list;
            for (const std::string_view allowed : member.values) {
                if (equalsIgnoreCase(text, allowed)) return;
                list += (list.empty() ? "" : ", ") + std::string(allowed);
            }
            report("MGC2005", pointer, member, "must be one of " + list);
        } else if (member.type == MemberType::Duration && !parseIsoDuration(text)) {
            report("MGC2005", pointer, member, "must be an ISO 8601 duration such as PT1M");
        } else if (member.type == MemberType::DateTime && !parseIso8601(text)) {
            report("MGC2005", pointer, member, "must be an ISO 8601 time such as 2026-01-15T10:00:00Z");
        } else if (member.type == MemberType::Date && !parseDay(text)) {
            report("MGC2005", pointer, member, "must be a day such as 2026-01-15");
        } else if (member.type == MemberType::Url && text.empty() && member.needed == Needed::Required) {
            report("MGC2003", pointer, member, "must not be empty");
        } else if (member.type == MemberType::Url && !text.empty() && text.find("://") == std::string::npos) {
            report("MGC2005", pointer, member, "must be an absolute URL");
        } else if (member.type == MemberType::Text && member.maximum && text.size() > static_cast<std::size_t>(*member.maximum)) {
            report("MGC2005", pointer, member, "must not be longer than " + std::to_string(*member.maximum) + " characters");
        }
    }

    void report(std::string_view code, const std::string& pointer, const MemberDescriptor& member, const std::string& what) {
        const std::string message = m_subject + ": " + std::string(member.name) + ": " + what;
        m_diagnostics.error(code, message, m_document.rangeOf(m_base + pointer), member.name);
    }

    const json::Document& m_document;
    std::string m_base, m_subject;
    Diagnostics& m_diagnostics;
};

}  // namespace

bool Condition::holds(std::optional<std::string_view> written) const {
    return member.empty() || (written ? equalsIgnoreCase(*written, value) : byDefault);
}

Members Members::of(const Resource& resource) {
    if (!resource.document || !resource.document->root().is_object()) return Members(emptyObject());
    return Members(resource.document->root()).object("properties");
}

std::string Members::text(std::string_view name, std::string_view otherwise) const {
    const auto found = m_object->find(name);
    return found != m_object->end() && found->is_string() ? found->get<std::string>() : std::string(otherwise);
}

bool Members::boolean(std::string_view name, bool otherwise) const {
    const auto found = m_object->find(name);
    return found != m_object->end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::optional<std::int64_t> Members::integer(std::string_view name) const {
    const auto found = m_object->find(name);
    if (found == m_object->end()) return std::nullopt;
    if (found->is_number_integer()) return found->get<std::int64_t>();
    return found->is_string() ? toInteger(found->get_ref<const std::string&>()) : std::nullopt;
}

std::optional<double> Members::number(std::string_view name) const {
    const auto found = m_object->find(name);
    return found != m_object->end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::vector<std::string> Members::texts(std::string_view name) const {
    std::vector<std::string> result;
    const auto found = m_object->find(name);
    if (found != m_object->end() && found->is_array())
        for (const Json& item : *found)
            if (item.is_string()) result.push_back(item.get<std::string>());
    return result;
}

Members Members::object(std::string_view name) const {
    const auto found = m_object->find(name);
    return Members(found != m_object->end() && found->is_object() ? *found : emptyObject());
}

std::vector<Members> Members::objects(std::string_view name) const {
    std::vector<Members> result;
    const auto found = m_object->find(name);
    if (found != m_object->end() && found->is_array())
        for (const Json& item : *found)
            if (item.is_object()) result.emplace_back(item);
    return result;
}

std::vector<std::pair<std::string, std::string>> Members::pairs(std::string_view name) const {
    std::vector<std::pair<std::string, std::string>> result;
    const Members map = object(name);
    for (const auto& [key, value] : map.json().items()) {
        if (value.is_string()) result.emplace_back(key, value.get<std::string>());
        if (value.is_array())
            for (const Json& item : value)
                if (item.is_string()) result.emplace_back(key, item.get<std::string>());
    }
    return result;
}

bool Members::has(std::string_view name) const { return m_object->contains(name); }

void validateMembers(const Resource& resource, const ResourceDescriptor& descriptor, Diagnostics& diagnostics) {
    if (!resource.document) return;
    const Json& root = resource.document->root();
    if (!root.is_object()) {
        diagnostics.error("MGC2004", std::string(descriptor.title) + " \"" + resource.name + "\": the file must hold an object",
                          resource.document->rangeOf(""), descriptor.kind);
        return;
    }
    const auto properties = root.find("properties");
    if (properties == root.end() && !descriptor.infoRequired) return;
    if (properties == root.end() || !properties->is_object()) {
        diagnostics.error("MGC2003", std::string(descriptor.title) + " \"" + resource.name + "\": the member \"properties\" is missing",
                          resource.document->rangeOf("/properties"), descriptor.kind);
        return;
    }
    const std::string subject = std::string(descriptor.title) + " \"" + resource.name + "\"";
    Validator(*resource.document, "/properties", subject, diagnostics).object(*properties, descriptor.members, "");
}

void validateLocalFile(const json::Document& document, const LocalFileDescriptor& descriptor, Diagnostics& diagnostics) {
    if (!document.root().is_object())
        return diagnostics.error("MGC2004", std::string(descriptor.title) + ": the file must hold an object", document.rangeOf(""), "file");
    Validator(document, "", std::string(descriptor.title), diagnostics).object(document.root(), descriptor.members, "");
}

std::optional<Instant> parseDay(std::string_view text) {
    if (text.size() != 10) return std::nullopt;
    const auto instant = parseIso8601(std::string(text) + "T00:00:00Z");
    return instant ? std::optional(*instant) : std::nullopt;
}

}  // namespace mgc::resources
