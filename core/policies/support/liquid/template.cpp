#include "policies/support/liquid/template.h"

#include "base/text.h"
#include "policies/support/liquid/filters.h"

namespace mgc::policies::liquid {

namespace {

constexpr int deepestBlocks = 64;

std::string firstWord(std::string_view markup) {
    const auto end = markup.find_first_of(" \t\r\n");
    return std::string(markup.substr(0, end));
}

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
    for (const auto each : words)
        if (each == word) return true;
    return false;
}

}  // namespace

class TemplateParser {
public:
    TemplateParser(std::string_view text, Template& result) : m_result(result), m_segments(segments(text)) {}

    void run() {
        block(m_result.m_root, "", {});
        if (m_at < m_segments.size())
            throw SyntaxProblem{"'" + firstWord(m_segments[m_at].text) + "' closes nothing that is open.", m_segments[m_at].offset};
    }

private:
    /// Reads up to one of `stops` (a tag's first word), which is left for the caller; "" when the template ends.
    std::string block(Block& into, const std::string& opener, std::initializer_list<std::string_view> stops) {
        if (++m_depth > deepestBlocks) throw SyntaxProblem{"The tags nest too deep.", m_segments[m_at - 1].offset};
        const std::size_t opened = m_at > 0 ? m_segments[m_at - 1].offset : 0;
        for (; m_at < m_segments.size(); ++m_at) {
            const Segment& segment = m_segments[m_at];
            if (segment.kind == Segment::Kind::Text) {
                into.nodes.push_back(std::make_unique<TextNode>(segment.text));
            } else if (segment.kind == Segment::Kind::Output) {
                if (segment.text.empty()) continue;
                MarkupReader reader(segment.text, segment.offset);
                into.nodes.push_back(std::make_unique<OutputNode>(output(reader)));
                reader.expectEnd();
            } else {
                const std::string word = firstWord(segment.text);
                if (isOneOf(word, stops)) {
                    --m_depth;
                    return word;
                }
                if (word.starts_with("end") || isOneOf(word, {"else", "elsif", "when"})) {
                    if (opener.empty()) return word;
                    throw SyntaxProblem{"'" + word + "' does not belong into '" + opener + "'.", segment.offset};
                }
                if (auto node = tag(word, segment)) into.nodes.push_back(std::move(node));
            }
        }
        --m_depth;
        if (!opener.empty()) throw SyntaxProblem{"'" + opener + "' is not closed.", opened};
        return {};
    }

    Output output(MarkupReader& reader) {
        const std::size_t offset = reader.current().offset;
        Output result = reader.output();
        for (const auto& call : result.filters)
            if (!findFilter(call.name)) m_result.m_unknownFilters.push_back({call.name, offset});
        return result;
    }

    std::unique_ptr<Node> tag(const std::string& word, const Segment& segment) {
        MarkupReader reader(segment.text.substr(word.size()), segment.offset + word.size());
        ++m_at;
        std::unique_ptr<Node> node;
        if (word == "if" || word == "unless")
            node = ifTag(reader, word);
        else if (word == "case")
            node = caseTag(reader);
        else if (word == "for" || word == "JSONArrayFor")
            node = forTag(reader, word);
        else if (word == "tablerow")
            node = tableRow(reader);
        else if (word == "capture" || word == "ifchanged")
            node = capture(reader, word);
        else if (auto simple = simpleTag(word, reader))
            return --m_at, std::move(simple);
        else
            throw SyntaxProblem{"There is no Liquid tag '" + word + "'.", segment.offset};
        return node;  // m_at is at the closing tag; the loop of block() steps over it
    }

    std::unique_ptr<Node> ifTag(MarkupReader& reader, const std::string& word) {
        auto node = std::make_unique<IfNode>();
        const std::string end = "end" + word;
        node->branches.push_back({std::make_unique<Condition>(reader.condition()), word == "unless", {}});
        reader.expectEnd();
        for (std::string stop; stop != end;) {
            stop = block(node->branches.back().block, word, {"elsif", "else", end});
            if (stop == end) break;
            const Segment& segment = m_segments[m_at++];
            MarkupReader next(segment.text.substr(stop.size()), segment.offset + stop.size());
            IfNode::Branch branch;
            if (stop == "elsif") branch.condition = std::make_unique<Condition>(next.condition());
            next.expectEnd();
            node->branches.push_back(std::move(branch));
        }
        return node;
    }

    std::unique_ptr<Node> caseTag(MarkupReader& reader) {
        auto node = std::make_unique<CaseNode>();
        node->subject = reader.operand();
        reader.expectEnd();
        Block before;  // what stands before the first when counts nothing
        std::string stop = block(before, "case", {"when", "else", "endcase"});
        while (stop != "endcase") {
            const Segment& segment = m_segments[m_at++];
            MarkupReader next(segment.text.substr(stop.size()), segment.offset + stop.size());
            CaseNode::Branch branch;
            if (stop == "when") {
                do branch.values.push_back(next.operand());
                while (next.accept(",") || next.accept("or"));
            }
            next.expectEnd();
            node->branches.push_back(std::move(branch));
            stop = block(node->branches.back().block, "case", {"when", "else", "endcase"});
        }
        return node;
    }

    Loop loop(MarkupReader& reader) {
        Loop result;
        result.name = reader.name("a name");
        reader.expect("in");
        result.collection = reader.current().text;
        result.items = reader.operand();
        while (!reader.atEnd()) {
            if (reader.accept(",")) continue;
            if (reader.accept("reversed")) {
                result.reversed = true;
                continue;
            }
            const std::size_t offset = reader.current().offset;
            const std::string option = reader.name("an option");
            reader.expect(":");
            if (option == "offset" && reader.accept("continue"))
                result.offsetContinues = true;
            else if (option == "offset")
                result.offset = reader.operand();
            else if (option == "limit")
                result.limit = reader.operand();
            else if (option == "cols")
                result.columns = reader.operand();
            else
                throw SyntaxProblem{"There is no loop option '" + option + "'.", offset};
        }
        return result;
    }

    std::unique_ptr<Node> forTag(MarkupReader& reader, const std::string& word) {
        auto node = std::make_unique<ForNode>();
        node->commas = word == "JSONArrayFor";
        node->loop = loop(reader);
        const std::string end = "end" + word;
        if (block(node->block, word, {"else", end}) == "else") {
            ++m_at;
            block(node->otherwise, word, {end});
        }
        return node;
    }

    std::unique_ptr<Node> tableRow(MarkupReader& reader) {
        auto node = std::make_unique<TableRowNode>();
        node->loop = loop(reader);
        block(node->block, "tablerow", {"endtablerow"});
        return node;
    }

    std::unique_ptr<Node> capture(MarkupReader& reader, const std::string& word) {
        auto node = std::make_unique<CaptureNode>();
        if (word == "capture") {
            const bool quoted = reader.current().kind == Token::Kind::String;
            node->name = quoted ? reader.current().text : reader.name("a name");
            if (quoted) reader.skip();
        }
        node->key = std::to_string(m_at);
        reader.expectEnd();
        block(node->block, word, {"end" + word});
        return node;
    }

    std::unique_ptr<Node> simpleTag(const std::string& word, MarkupReader& reader) {
        if (word == "assign") {
            auto node = std::make_unique<AssignNode>();
            node->name = reader.name("a name");
            reader.expect("=");
            node->output = output(reader);
            reader.expectEnd();
            return node;
        }
        if (word == "increment" || word == "decrement") {
            auto node = std::make_unique<CounterNode>();
            node->name = reader.name("a name");
            node->up = word == "increment";
            reader.expectEnd();
            return node;
        }
        if (word == "break") return std::make_unique<JumpNode>(Rendering::Jump::Break);
        if (word == "continue") return std::make_unique<JumpNode>(Rendering::Jump::Continue);
        if (word != "cycle") return nullptr;
        auto node = std::make_unique<CycleNode>();
        Operand first = reader.operand();
        if (reader.accept(":")) {
            node->group = std::move(first);
            first = reader.operand();
        }
        node->values.push_back(std::move(first));
        while (reader.accept(",")) node->values.push_back(reader.operand());
        reader.expectEnd();
        for (const auto& value : node->values) node->key += (value.isLiteral ? value.literal.text() : value.name) + ",";
        return node;
    }

    Template& m_result;
    std::vector<Segment> m_segments;
    std::size_t m_at = 0;
    int m_depth = 0;
};

std::shared_ptr<const Template> Template::parse(std::string_view text, SyntaxProblem& problem) {
    auto result = std::make_shared<Template>();
    try {
        TemplateParser(text, *result).run();
    } catch (const SyntaxProblem& found) {
        problem = found;
        return nullptr;
    }
    return result;
}

Result<std::string> Template::render(Hash globals, Instant now) const {
    Rendering rendering(std::move(globals), now);
    try {
        m_root.render(rendering);
    } catch (const RenderProblem& problem) {
        return fail("LiquidException", "Liquid: " + problem.message);
    }
    return std::move(rendering.output);
}

}  // namespace mgc::policies::liquid
