#include "gateway/net/head_comparison.h"

#include "base/text.h"
#include "gateway/net/request_rules.h"
#include "gateway/net/scanning_head_parser.h"

namespace mgc::gateway::net {

namespace {

/// A line feed that no carriage return precedes: read by us, refused by Beast (explained).
bool hasBareLineFeed(std::string_view head) {
    for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1))
        if (at == 0 || head[at - 1] != '\r') return true;
    return false;
}

/// Beast reads Connection's grammar and refuses what is no token list; for us an unknown option says nothing (explained).
bool hasOddConnection(const std::vector<FieldView>& fields) {
    for (const FieldView& field : fields) {
        if (!equalsIgnoreCase(field.name, "Connection") && !equalsIgnoreCase(field.name, "Proxy-Connection")) continue;
        for (const auto option : split(field.value, ','))
            if (!isToken(trimmed(option))) return true;
    }
    return false;
}

std::string compareFields(const std::vector<FieldView>& own, const std::vector<FieldView>& kept) {
    if (own.size() != kept.size()) return "other number of fields";
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (own[i].name != kept[i].name) return "other name of field " + std::to_string(i);
        if (own[i].value != kept[i].value) return "other value of field " + std::string(own[i].name);
    }
    return {};
}

}  // namespace

std::string compareRequest(const HeadParser& own, const HeadParser& kept, std::string_view text) {
    RequestHead ours;
    RequestHead theirs;
    const HeadStatus status = own.parseRequest(text, {}, ours);
    if (status != HeadStatus::Complete) return {};  // refusing more is explained, and safe
    const auto head = text.substr(0, ours.size);
    RequestTraits traits;
    if (judge(ours, traits)) return {};
    if (ours.minorVersion > 1 || hasBareLineFeed(head) || head.front() == '\r' || hasOddConnection(ours.fields)) return {};
    if (kept.parseRequest(text, {}, theirs) != HeadStatus::Complete) return "only we take it";
    if (ours.method != theirs.method) return "other method";
    if (ours.target != theirs.target) return "other target";
    if (ours.minorVersion != theirs.minorVersion) return "other version";
    if (ours.size != theirs.size) return "other size";
    return compareFields(ours.fields, theirs.fields);
}

std::string compareResponse(const HeadParser& own, const HeadParser& kept, std::string_view text) {
    ResponseHead ours;
    ResponseHead theirs;
    if (own.parseResponse(text, {}, ours) != HeadStatus::Complete) return {};
    const auto head = text.substr(0, ours.size);
    ResponseTraits traits;
    if (judge(ours, false, traits)) return {};
    if (ours.minorVersion > 1 || hasBareLineFeed(head) || hasOddConnection(ours.fields)) return {};
    // A status line without the blank behind the status is read by us (as by nginx), refused by Beast.
    if (head.size() > 12 && head[12] == '\r') return {};
    if (kept.parseResponse(text, {}, theirs) != HeadStatus::Complete) return "only we take it";
    if (ours.status != theirs.status) return "other status";
    if (ours.reason != theirs.reason) return "other reason";
    if (ours.minorVersion != theirs.minorVersion) return "other version";
    if (ours.size != theirs.size) return "other size";
    return compareFields(ours.fields, theirs.fields);
}

}  // namespace mgc::gateway::net
