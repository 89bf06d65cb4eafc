#include "graphql/syntax/printer.h"

#include <nlohmann/json.hpp>

namespace mgc::graphql {

namespace {

std::string printed(const std::vector<Argument>& arguments) {
    if (arguments.empty()) return {};
    std::string text = "(";
    for (const auto& argument : arguments) {
        if (text.size() > 1) text += ", ";
        text += argument.name + ": " + graphql::printed(argument.value);
    }
    return text + ")";
}

std::string printed(const std::vector<Directive>& directives) {
    std::string text;
    for (const auto& directive : directives) text += " @" + directive.name + printed(directive.arguments);
    return text;
}

std::string printed(const std::vector<Selection>& selections) {
    std::string text = " {";
    for (const auto& selection : selections) {
        text += ' ';
        if (selection.kind == SelectionKind::FragmentSpread)
            text += "..." + selection.name;
        else if (selection.kind == SelectionKind::InlineFragment)
            text += "..." + (selection.typeCondition.empty() ? std::string() : " on " + selection.typeCondition);
        else
            text += (selection.alias.empty() ? std::string() : selection.alias + ": ") + selection.name + printed(selection.arguments);
        text += printed(selection.directives);
        if (!selection.selections.empty()) text += printed(selection.selections);
    }
    return text + " }";
}

std::string printed(const Operation& operation) {
    constexpr const char* kinds[] = {"query", "mutation", "subscription"};
    std::string text = kinds[static_cast<int>(operation.kind)];
    if (!operation.name.empty()) text += " " + operation.name;
    for (const auto& variable : operation.variables) {
        text += &variable == &operation.variables.front() ? "(" : ", ";
        text += "$" + variable.name + ": " + variable.type.toText();
        if (variable.defaultValue) text += " = " + graphql::printed(*variable.defaultValue);
        text += printed(variable.directives);
    }
    if (!operation.variables.empty()) text += ")";
    return text + printed(operation.directives) + printed(operation.selections);
}

}  // namespace

std::string printed(const Value& value) {
    switch (value.kind) {
        case ValueKind::Variable:
            return "$" + value.text;
        case ValueKind::String:
            return nlohmann::json(value.text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        case ValueKind::Null:
            return "null";
        case ValueKind::List:
        case ValueKind::Object: {
            const bool object = value.kind == ValueKind::Object;
            std::string text(1, object ? '{' : '[');
            for (std::size_t i = 0; i < value.items.size(); ++i) {
                if (i > 0) text += ", ";
                if (object) text += value.names[i] + ": ";
                text += printed(value.items[i]);
            }
            return text + (object ? '}' : ']');
        }
        default:
            return value.text;
    }
}

std::string printed(const Document& document) {
    std::string text;
    for (const auto& operation : document.operations) text += (text.empty() ? "" : " ") + printed(operation);
    for (const auto& fragment : document.fragments)
        text +=
            " fragment " + fragment.name + " on " + fragment.typeCondition + printed(fragment.directives) + printed(fragment.selections);
    return text;
}

}  // namespace mgc::graphql
