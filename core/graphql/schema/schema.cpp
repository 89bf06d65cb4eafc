#include "graphql/schema/schema.h"

#include <algorithm>

namespace mgc::graphql {

namespace {
template <class Item>
const Item* byName(const std::vector<Item>& items, std::string_view name) {
    const auto found = std::ranges::find(items, name, &Item::name);
    return found == items.end() ? nullptr : &*found;
}
}  // namespace

const InputValue* Field::argument(std::string_view wanted) const { return byName(arguments, wanted); }
const Field* Type::field(std::string_view wanted) const { return byName(fields, wanted); }
const InputValue* Type::input(std::string_view wanted) const { return byName(inputs, wanted); }
bool Type::hasValue(std::string_view wanted) const { return byName(values, wanted) != nullptr; }

const Type* Schema::find(std::string_view name) const {
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : found->second;
}

const Type* Schema::root(OperationKind kind) const {
    return find(kind == OperationKind::Query ? m_query : kind == OperationKind::Mutation ? m_mutation : m_subscription);
}

const Field* Schema::field(const Type& type, std::string_view name) const {
    if (name == "__typename") return type.isComposite() ? &m_metaFields[0] : nullptr;
    if (type.name == m_query && (name == "__schema" || name == "__type")) return byName(m_metaFields, name);
    return type.field(name);
}

std::vector<const Type*> Schema::possibleTypes(const Type& type) const {
    if (type.kind == TypeKind::Object) return {&type};
    std::vector<const Type*> possible;
    if (type.kind == TypeKind::Union)
        for (const auto& member : type.members) possible.push_back(find(member));
    if (type.kind == TypeKind::Interface)
        for (const auto& each : m_types)
            if (each->kind == TypeKind::Object && std::ranges::find(each->interfaces, type.name) != each->interfaces.end())
                possible.push_back(each.get());
    return possible;
}

bool Schema::overlap(const Type& left, const Type& right) const {
    if (&left == &right) return true;
    const auto others = possibleTypes(right);
    return std::ranges::any_of(possibleTypes(left), [&](const Type* type) { return std::ranges::find(others, type) != others.end(); });
}

const DirectiveDefinition* Schema::directive(std::string_view name) const { return byName(m_directives, name); }

}  // namespace mgc::graphql
