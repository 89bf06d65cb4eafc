#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "expression/query/member_text.h"
#include "expression/query/places.h"
#include "expression/query/session.h"

namespace mgc::expression::query {
namespace {

constexpr std::array keywords = {"as",      "bool",    "break",     "byte",   "case",   "catch",  "char",    "checked", "const", "continue",
                                 "decimal", "default", "do",        "double", "else",   "false",  "finally", "float",   "for",   "foreach",
                                 "from",    "goto",    "if",        "int",    "is",     "long",   "nameof",  "new",     "null",  "object",
                                 "out",     "return",  "select",    "short",  "string", "switch", "throw",   "true",    "try",   "typeof",
                                 "uint",    "ulong",   "unchecked", "using",  "var",    "when",   "where",   "while"};

/// Collects items by name; further methods of a name count as overloads.
class Collector {
public:
    void add(const std::string& label, CompletionKind kind, std::string signature, std::string_view help) {
        const auto [found, isNew] = m_items.try_emplace(label);
        if (!isNew) {
            ++found->second.overloads;
            return;
        }
        found->second = {label, kind, std::move(signature), std::string(help), 1};
    }
    void addMember(const MemberRef& ref, bool skipReceiver) {
        const Member& member = *ref.member;
        const CompletionKind kind = member.kind == MemberKind::Method ? CompletionKind::Method
                                    : member.isConstant               ? CompletionKind::Constant
                                                                      : CompletionKind::Property;
        add(member.name, kind, signatureOf(ref, skipReceiver).text, member.help);
    }
    void addType(const Type* type, const std::string& label) {
        add(label, CompletionKind::Type, declarationOf(type),
            type->definition ? std::string_view(type->definition->help) : std::string_view());
    }

    [[nodiscard]] std::vector<Completion> take() {
        std::vector<Completion> all;
        for (auto& [name, item] : m_items) all.push_back(std::move(item));
        std::stable_sort(all.begin(), all.end(),
                         [](const Completion& a, const Completion& b) { return toLowerAscii(a.label) < toLowerAscii(b.label); });
        return all;
    }

private:
    std::map<std::string, Completion> m_items;
};

bool isUsable(const Member& member) {
    return !member.refused && (member.kind == MemberKind::Method || member.kind == MemberKind::Property);
}

/// Whether an extension method can take a receiver of this type, as far as a list needs to know.
bool extends(const Member& member, const Type* type) {
    const Type* wanted = member.parameters[0].type;
    if (wanted == type) return true;
    if (wanted->kind == TypeKind::Parameter) return true;
    const bool isOpen = std::any_of(wanted->arguments.begin(), wanted->arguments.end(),
                                    [](const Type* argument) { return argument->kind == TypeKind::Parameter; });
    if (!isOpen) return types().isAssignable(type, wanted);
    return wanted->definition && types().constructionOf(type, wanted->definition) != nullptr;
}

void addInstanceMembers(const Type* type, Collector& out) {
    if (type->kind == TypeKind::Anonymous || type->kind == TypeKind::Tuple) {
        for (std::size_t i = 0; i < type->arguments.size(); ++i) {
            const std::string name = i < type->names.size() && !type->names[i].empty() ? type->names[i] : "Item" + std::to_string(i + 1);
            out.add(name, CompletionKind::Property, type->arguments[i]->name + " " + name, {});
        }
    }
    for (const auto& ref : types().allMembers(type))
        if (isUsable(*ref.member) && !ref.member->isStatic && !ref.member->isExtension) out.addMember(ref, false);
    for (const auto& definition : types().definitions()) {
        if (!definition->isStatic || definition->refused) continue;
        types().resolveMembers(definition.get());
        for (const auto& member : definition->members)
            if (member->isExtension && !member->refused && !member->parameters.empty() && extends(*member, type))
                out.addMember({member.get(), nullptr}, true);
    }
}

void addStaticMembers(const Type* type, Collector& out) {
    if (type->kind == TypeKind::Enum)
        for (const auto& [name, number] : type->definition->enumMembers)
            out.add(name, CompletionKind::Constant, type->name + "." + name + " = " + std::to_string(number), {});
    for (const auto& ref : types().allMembers(type))
        if (isUsable(*ref.member) && ref.member->isStatic && !(ref.owner == types().object && type != types().object))
            out.addMember(ref, false);
    for (const auto& definition : types().definitions())
        if (definition->name.size() > type->name.size() && definition->name.rfind(type->name + ".", 0) == 0)
            out.add(definition->name.substr(type->name.size() + 1), CompletionKind::Type, "class " + definition->name, definition->help);
}

/// Types that an expression can name without or, with `nameSpace`, behind their namespace. Those of the compiler's own making stay out.
void addTypes(std::string_view nameSpace, Collector& out) {
    for (const auto& definition : types().definitions()) {
        if (definition->refused || definition->name.find('.') != std::string::npos) continue;
        if (!nameSpace.empty() && definition->nameSpace != nameSpace) continue;
        const bool isExtensions = definition->isStatic && definition->nameSpace.empty();
        if (isExtensions || definition->kind == TypeKind::Void) continue;
        std::string text = definition->name;
        for (std::size_t i = 0; i < definition->parameterNames.size(); ++i) text += (i ? "," : "<") + definition->parameterNames[i];
        if (!definition->parameterNames.empty()) text += ">";
        const char* word = definition->kind == TypeKind::Interface  ? "interface "
                           : definition->kind == TypeKind::Enum     ? "enum "
                           : definition->kind == TypeKind::Struct   ? "struct "
                           : definition->kind == TypeKind::Delegate ? "delegate "
                                                                    : "class ";
        out.add(definition->name, CompletionKind::Type, word + text, definition->help);
    }
}

/// Namespaces below `parent` ("" for the outermost).
void addNamespaces(const std::string& parent, Collector& out) {
    const std::string prefix = parent.empty() ? "" : parent + ".";
    for (const auto& definition : types().definitions()) {
        if (definition->nameSpace.size() <= prefix.size() || definition->nameSpace.rfind(prefix, 0) != 0) continue;
        const std::string next =
            definition->nameSpace.substr(prefix.size(), definition->nameSpace.find('.', prefix.size()) - prefix.size());
        out.add(next, CompletionKind::Namespace, "namespace " + prefix + next, {});
    }
}

/// The dotted names before `offset`: "Newtonsoft.Json" in "new Newtonsoft.Json.|".
std::string qualifierBefore(std::string_view text, std::size_t offset) {
    std::size_t begin = offset;
    while (begin > 0 && (nameAround(text, begin).begin < begin || text[begin - 1] == '.'))
        begin = text[begin - 1] == '.' ? begin - 1 : nameAround(text, begin).begin;
    std::string_view all = text.substr(begin, offset - begin);
    if (!all.empty() && all.back() == '.') all.remove_suffix(1);
    return std::string(all);
}

}  // namespace

Completions completions(std::string_view text, std::size_t offset) {
    Completions result;
    offset = std::min(offset, text.size());
    result.replaces = nameAround(text, offset);
    const Span content = contentOf(text);
    if (text.size() > maxTextSize || content.begin == 0 || offset < content.begin || offset > content.end) return result;
    if (isInsideText(piecesOf(text), offset)) return result;
    std::string edited(text.substr(0, result.replaces.begin));
    edited += cursorName;
    edited += text.substr(result.replaces.end);
    const Session session(std::move(edited));
    const Recorder& said = session.recorder;
    Collector items;
    const std::string qualifier = qualifierBefore(text, result.replaces.begin);
    if (said.sawAccess) {
        const Fact& receiver = said.receiver;
        if (receiver.category == Category::TypeName && receiver.type)
            addStaticMembers(receiver.type, items);
        else if (receiver.category == Category::Namespace) {
            addTypes(receiver.name, items);
            addNamespaces(receiver.name, items);
        } else if (receiver.category == Category::Value && receiver.type && !receiver.type->isError())
            addInstanceMembers(receiver.type, items);
    } else if (!qualifier.empty() && types().isNamespace(qualifier)) {
        addTypes(qualifier, items);
        addNamespaces(qualifier, items);
    } else if (result.replaces.begin > 0 && text[result.replaces.begin - 1] == '.') {
        return result;
    } else {
        if (said.sawName) {
            for (const auto& local : said.visible)
                items.add(local.name, CompletionKind::Local, (local.type ? local.type->name + " " : std::string()) + local.name, {});
            items.add("context", CompletionKind::Local, types().context->name + " context", types().context->definition->help);
        }
        for (const char* word : keywords) items.add(word, CompletionKind::Keyword, {}, {});
        addTypes({}, items);
        addNamespaces({}, items);
    }
    result.items = items.take();
    return result;
}

}  // namespace mgc::expression::query
