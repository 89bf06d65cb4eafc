#include "policies/support/liquid/node.h"

#include <algorithm>

namespace mgc::policies::liquid {

void Block::render(Rendering& rendering) const {
    for (const auto& node : nodes) {
        rendering.step();
        node->render(rendering);
        if (rendering.jump != Rendering::Jump::None) return;
    }
}

void IfNode::render(Rendering& rendering) const {
    for (const Branch& branch : branches) {
        if (branch.condition && branch.condition->holds(rendering) == branch.negated) continue;
        return branch.block.render(rendering);
    }
}

void CaseNode::render(Rendering& rendering) const {
    const Value value = subject.value(rendering);
    bool matched = false;
    for (const Branch& branch : branches) {
        const bool fits = std::ranges::any_of(
            branch.values, [&](const Operand& each) { return each.isEmptyWord ? value.isEmpty() : equal(value, each.value(rendering)); });
        if (branch.values.empty() ? matched : !fits) continue;
        matched = true;
        branch.block.render(rendering);
    }
}

List Loop::selected(Rendering& rendering) const {
    const Value value = items.value(rendering);
    List list;
    if (const auto* given = value.list()) {
        list = *given;
    } else if (const auto* hash = value.hash()) {
        for (const auto& [key, member] : hash->members) {
            Hash pair;
            pair.set("Key", Value(key));
            pair.set("Value", member);
            pair.set("0", Value(key));
            pair.set("1", member);
            pair.text = "[" + key + ", " + member.text() + "]";
            list.emplace_back(std::move(pair));
        }
    } else if (value.string() && !value.string()->empty()) {
        list.push_back(value);  // XML: one element stands for a list of one
    }
    const std::string place = name + "-" + collection;
    const std::int64_t begin = offsetContinues ? rendering.counters[place]
                               : offset        ? offset->value(rendering).wholeNumber().value_or(0)
                                               : 0;
    const auto from = std::min<std::size_t>(static_cast<std::size_t>(std::max<std::int64_t>(begin, 0)), list.size());
    list.erase(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(from));
    if (limit) {
        const auto most = std::max<std::int64_t>(limit->value(rendering).wholeNumber().value_or(0), 0);
        if (static_cast<std::size_t>(most) < list.size()) list.resize(static_cast<std::size_t>(most));
    }
    rendering.counters[place] = static_cast<std::int64_t>(from + list.size());
    if (reversed) std::ranges::reverse(list);
    return list;
}

Hash Loop::state(const std::string& name, std::size_t index, std::size_t length) {
    const auto number = [](std::size_t value) { return Value(static_cast<std::int64_t>(value)); };
    Hash state;
    state.set("name", Value(name));
    state.set("length", number(length));
    state.set("index", number(index + 1));
    state.set("index0", number(index));
    state.set("rindex", number(length - index));
    state.set("rindex0", number(length - index - 1));
    state.set("first", Value(index == 0));
    state.set("last", Value(index + 1 == length));
    return state;
}

void ForNode::render(Rendering& rendering) const {
    const List items = loop.selected(rendering);
    if (items.empty()) return otherwise.render(rendering);
    const Rendering::Scope scope(rendering);
    for (std::size_t index = 0; index < items.size(); ++index) {
        rendering.step();
        if (commas && index > 0) rendering.write(",");
        rendering.setLocal(loop.name, items[index]);
        rendering.setLocal("forloop", Loop::state(loop.name + "-" + loop.collection, index, items.size()));
        block.render(rendering);
        const auto jump = rendering.jump;
        rendering.jump = Rendering::Jump::None;
        if (jump == Rendering::Jump::Break) break;
    }
}

void TableRowNode::render(Rendering& rendering) const {
    const List items = loop.selected(rendering);
    const auto given = loop.columns ? loop.columns->value(rendering).wholeNumber().value_or(0) : 0;
    const std::size_t columns = given > 0 ? static_cast<std::size_t>(given) : std::max<std::size_t>(items.size(), 1);
    const Rendering::Scope scope(rendering);
    std::size_t row = 1;
    rendering.write("<tr class=\"row1\">\n");
    for (std::size_t index = 0; index < items.size(); ++index) {
        rendering.step();
        const std::size_t column = index % columns;
        Hash state = Loop::state(loop.name, index, items.size());
        state.set("col", Value(static_cast<std::int64_t>(column + 1)));
        state.set("col0", Value(static_cast<std::int64_t>(column)));
        state.set("col_first", Value(column == 0));
        state.set("col_last", Value(column + 1 == columns));
        rendering.setLocal(loop.name, items[index]);
        rendering.setLocal("tablerowloop", std::move(state));
        rendering.write("<td class=\"col" + std::to_string(column + 1) + "\">");
        block.render(rendering);
        rendering.write("</td>");
        const auto jump = rendering.jump;
        rendering.jump = Rendering::Jump::None;
        if (jump == Rendering::Jump::Break) break;
        if (column + 1 == columns && index + 1 < items.size()) rendering.write("</tr>\n<tr class=\"row" + std::to_string(++row) + "\">");
    }
    rendering.write("</tr>\n");
}

void CaptureNode::render(Rendering& rendering) const {
    std::string outer;
    std::swap(outer, rendering.output);
    block.render(rendering);
    std::swap(outer, rendering.output);
    if (!name.empty()) return rendering.assign(name, Value(std::move(outer)));
    std::string& last = rendering.lastTexts[key];
    if (last == outer) return;
    last = outer;
    rendering.write(outer);
}

void CycleNode::render(Rendering& rendering) const {
    std::int64_t& at = rendering.counters["cycle " + (group ? group->value(rendering).text() : key)];
    rendering.write(values[static_cast<std::size_t>(at) % values.size()].value(rendering).text());
    at = (at + 1) % static_cast<std::int64_t>(values.size());
}

void CounterNode::render(Rendering& rendering) const {
    std::int64_t& value = rendering.counters["counter " + name];
    if (!up) --value;
    rendering.write(std::to_string(value));
    if (up) ++value;
}

}  // namespace mgc::policies::liquid
