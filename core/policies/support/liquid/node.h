#pragma once
#include <memory>
#include <string>
#include <vector>

#include "policies/support/liquid/expression.h"

namespace mgc::policies::liquid {

/// A piece of a parsed template.
class Node {
public:
    virtual ~Node() = default;
    virtual void render(Rendering& rendering) const = 0;
};

struct Block {
    std::vector<std::unique_ptr<Node>> nodes;
    /// Stops early after break and continue.
    void render(Rendering& rendering) const;
};

class TextNode : public Node {
public:
    explicit TextNode(std::string_view text) : m_text(text) {}
    void render(Rendering& rendering) const override { rendering.write(m_text); }

private:
    std::string m_text;
};

class OutputNode : public Node {
public:
    explicit OutputNode(Output output) : m_output(std::move(output)) {}
    void render(Rendering& rendering) const override { rendering.write(m_output.value(rendering).text()); }

private:
    Output m_output;
};

/// if, elsif, else, unless.
class IfNode : public Node {
public:
    struct Branch {
        std::unique_ptr<Condition> condition;  ///< null: else
        bool negated = false;
        Block block;
    };
    std::vector<Branch> branches;
    void render(Rendering& rendering) const override;
};

class CaseNode : public Node {
public:
    struct Branch {
        std::vector<Operand> values;  ///< empty: else
        Block block;
    };
    Operand subject;
    std::vector<Branch> branches;
    void render(Rendering& rendering) const override;
};

/// What for, tablerow and JSONArrayFor walk over.
struct Loop {
    std::string name;        ///< of the item
    std::string collection;  ///< as written, for `offset: continue`
    Operand items;
    bool reversed = false, offsetContinues = false;
    std::optional<Operand> limit, offset, columns;
    [[nodiscard]] List selected(Rendering& rendering) const;
    /// `forloop` or `tablerowloop`.
    static Hash state(const std::string& name, std::size_t index, std::size_t length);
};

class ForNode : public Node {
public:
    Loop loop;
    Block block, otherwise;
    bool commas = false;  ///< JSONArrayFor: a comma between the items
    void render(Rendering& rendering) const override;
};

class TableRowNode : public Node {
public:
    Loop loop;
    Block block;
    void render(Rendering& rendering) const override;
};

class AssignNode : public Node {
public:
    std::string name;
    Output output;
    void render(Rendering& rendering) const override { rendering.assign(name, output.value(rendering)); }
};

/// capture, and ifchanged where `name` is empty.
class CaptureNode : public Node {
public:
    std::string name;
    std::string key;  ///< of ifchanged: which of them it is
    Block block;
    void render(Rendering& rendering) const override;
};

class CycleNode : public Node {
public:
    std::optional<Operand> group;
    std::string key;
    std::vector<Operand> values;
    void render(Rendering& rendering) const override;
};

/// increment prints and counts up, decrement counts down and prints.
class CounterNode : public Node {
public:
    std::string name;
    bool up = true;
    void render(Rendering& rendering) const override;
};

class JumpNode : public Node {
public:
    explicit JumpNode(Rendering::Jump jump) : m_jump(jump) {}
    void render(Rendering& rendering) const override { rendering.jump = m_jump; }

private:
    Rendering::Jump m_jump;
};

}  // namespace mgc::policies::liquid
