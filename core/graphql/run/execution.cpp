#include "graphql/run/execution.h"

#include "graphql/run/inputs.h"
#include "graphql/run/leaf.h"

namespace mgc::graphql {

namespace {

using Sets = Introspection::SelectionSets;
using Chosen = Introspection::Chosen;
/// A completed value; nullopt: a null that its non-null type does not allow, which makes the parent null.
using Completed = std::optional<Json>;

/// Where a value stands in the answer. Nodes live in the frames of those who complete the parents.
struct Place {
    const Place* parent = nullptr;
    std::string_view name;
    std::size_t index = 0;
    bool aliased = false;  ///< the data is an answer to the query itself: members stand under their response names

    [[nodiscard]] Json toJson() const {
        Json path = parent ? parent->toJson() : Json::array();
        if (name.empty())
            path.push_back(index);
        else
            path.push_back(std::string(name));
        return path;
    }
};

/// Waits for several tasks that fill slots of their own.
class Join {
public:
    explicit Join(std::size_t count) : m_results(count), m_left(count) {}
    void start(Task<Completed> task, std::size_t slot) {
        startTask(std::move(task), [this, slot](const Completed& completed) {
            m_results[slot] = completed;
            if (--m_left == 0) m_done.set(true);
        });
    }
    void set(std::size_t slot, Completed completed) {
        m_results[slot] = std::move(completed);
        if (--m_left == 0) m_done.set(true);
    }
    [[nodiscard]] Promise<bool>& done() { return m_done; }
    [[nodiscard]] std::vector<Completed>& results() { return m_results; }

private:
    std::vector<Completed> m_results;
    std::size_t m_left;
    Promise<bool> m_done;
};

class Executor {
public:
    Executor(const Schema& schema, const Document& document, const Json& variables, FieldSource& source, ExecutionLimits limits,
             std::vector<Problem>& problems)
        : m_schema(schema), m_document(document), m_variables(variables), m_source(source), m_limits(limits), m_problems(problems) {}
    void readByResponseName() { m_rootAliased = true; }

    Task<Completed> object(const Type& type, const Json& source, const Sets& sets, const Place* place, bool serial) {
        const auto chosen = collectFields(m_schema, m_document, m_variables, type, sets);
        std::vector<Place> places;
        for (const auto& each : chosen) places.push_back({place, each.name, 0, place ? place->aliased : m_rootAliased});
        Join join(chosen.size());
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const Field* field = m_schema.field(type, chosen[i].selection->name);
            if (!needsSource(type, *field)) {
                join.set(i, fieldNow(type, *field, source, chosen[i], places[i]));
            } else if (serial) {
                auto completed = co_await fieldLater(type, *field, source, chosen[i], places[i]);
                join.set(i, std::move(completed));
            } else {
                join.start(fieldLater(type, *field, source, chosen[i], places[i]), i);
            }
        }
        if (!chosen.empty()) co_await join.done().wait();
        Json result = Json::object();
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            if (!join.results()[i]) co_return std::nullopt;
            result[std::string(chosen[i].name)] = std::move(*join.results()[i]);
        }
        co_return result;
    }

private:
    // --- values that are at hand ---------------------------------------------------------------------------------------------------
    Completed fieldNow(const Type& type, const Field& field, const Json& source, const Chosen& chosen, const Place& place) {
        if (!spend()) return std::nullopt;
        if (field.name == "__typename") return Json(type.name);
        if (field.name == "__schema" || field.name == "__type") return introspect(field, chosen);
        return completeNow(field.type, valueOf(source, field, chosen, place), chosen, place);
    }

    Json introspect(const Field& field, const Chosen& chosen) {
        const auto collect = [this](const Type& type, const Sets& sets) {
            return collectFields(m_schema, m_document, m_variables, type, sets);
        };
        Introspection introspection(m_schema, m_variables, collect, m_limits.values);
        if (field.name == "__schema") return introspection.schema(chosen.inner);
        const Json arguments = argumentsOf(m_schema, field.arguments, chosen.selection->arguments, m_variables);
        return introspection.type(arguments.value("name", std::string()), chosen.inner);
    }

    Completed completeNow(const TypeReference& type, const Json& value, const Chosen& chosen, const Place& place) {
        if (value.is_null()) return nothing(type, chosen, place);
        if (type.isList()) {
            if (!value.is_array()) return wrong(type, chosen, place, "A list is expected.");
            Json list = Json::array();
            const auto element = type.element();
            for (std::size_t i = 0; i < value.size(); ++i) {
                if (!spend()) return std::nullopt;
                const Place item{&place, {}, i, place.aliased};
                auto completed = completeNow(element, value[i], chosen, item);
                if (!completed) return bubbled(type);
                list.push_back(std::move(*completed));
            }
            return list;
        }
        const Type& named = m_schema.named(type);
        if (named.isLeaf()) {
            auto leaf = leafValue(named, value);
            return leaf ? std::move(leaf) : wrong(type, chosen, place, "The value is no " + named.name + ".");
        }
        std::string reason;
        const Type* concrete = concreteType(named, value, reason);
        if (!concrete) return wrong(type, chosen, place, reason);
        Json object = Json::object();
        for (const auto& each : collectFields(m_schema, m_document, m_variables, *concrete, chosen.inner)) {
            const Place inner{&place, each.name, 0, place.aliased};
            auto completed = fieldNow(*concrete, *m_schema.field(*concrete, each.selection->name), value, each, inner);
            if (!completed) return bubbled(type);
            object[std::string(each.name)] = std::move(*completed);
        }
        return object;
    }

    // --- values that a source brings, or that hold such values ---------------------------------------------------------------------------
    Task<Completed> fieldLater(const Type& type, const Field& field, const Json& source, const Chosen& chosen, const Place& place) {
        Json value;
        Place here = place;
        if (!m_source.resolves(type, field)) {
            value = valueOf(source, field, chosen, place);
        } else {
            here.aliased = false;
            if (m_limits.calls == 0) co_return wrong(field.type, chosen, place, "Too many resolvers were called for one request.");
            --m_limits.calls;
            FieldCall call{
                type,   field,         *chosen.selection, argumentsOf(m_schema, field.arguments, chosen.selection->arguments, m_variables),
                source, place.toJson()};
            auto resolved = co_await m_source.resolve(std::move(call));
            if (!resolved) co_return failed(field.type, chosen, place, resolved.error());
            value = std::move(*resolved);
        }
        if (!spend()) co_return std::nullopt;
        auto completed = co_await completeLater(field.type, value, chosen, here);
        co_return completed;
    }

    Task<Completed> completeLater(const TypeReference& type, const Json& value, const Chosen& chosen, const Place& place) {
        const Type& named = m_schema.named(type);
        if (value.is_null() || named.isLeaf() || !reachesSource(named)) co_return completeNow(type, value, chosen, place);
        if (type.isList()) {
            if (!value.is_array()) co_return wrong(type, chosen, place, "A list is expected.");
            auto list = co_await listLater(type, value, chosen, place);
            co_return list;
        }
        std::string reason;
        const Type* concrete = concreteType(named, value, reason);
        if (!concrete) co_return wrong(type, chosen, place, reason);
        auto completed = co_await object(*concrete, value, chosen.inner, &place, false);
        if (!completed) co_return bubbled(type);
        co_return completed;
    }

    Task<Completed> listLater(const TypeReference& type, const Json& value, const Chosen& chosen, const Place& place) {
        const TypeReference element = type.element();
        std::vector<Place> places;
        for (std::size_t i = 0; i < value.size(); ++i) places.push_back({&place, {}, i, place.aliased});
        Join join(value.size());
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (spend())
                join.start(completeLater(element, value[i], chosen, places[i]), i);
            else
                join.set(i, std::nullopt);
        }
        if (!value.empty()) co_await join.done().wait();
        Json list = Json::array();
        for (auto& item : join.results()) {
            if (!item) co_return bubbled(type);
            list.push_back(std::move(*item));
        }
        co_return list;
    }

    // --- what both need ----------------------------------------------------------------------------------------------------------------
    static const Json& valueOf(const Json& source, const Field& field, const Chosen& chosen, const Place& place) {
        static const Json none;
        if (!source.is_object()) return none;
        const auto found = source.find(place.aliased ? chosen.selection->responseName() : field.name);
        return found == source.end() ? none : *found;
    }

    /// An abstract type needs __typename in the data, unless there is only one possibility (configure-graphql-resolver page).
    const Type* concreteType(const Type& type, const Json& value, std::string& reason) {
        if (!value.is_object()) {
            reason = "A JSON object is expected for type " + type.name + ".";
            return nullptr;
        }
        if (!type.isAbstract()) return &type;
        const auto possible = m_schema.possibleTypes(type);
        const auto name = value.find("__typename");
        if (name == value.end() || !name->is_string()) {
            if (possible.size() == 1) return possible.front();
            reason = "The data has no __typename, and " + type.name + " may be of several types.";
            return nullptr;
        }
        for (const Type* each : possible)
            if (each->name == name->get_ref<const std::string&>()) return each;
        reason = "The data's __typename '" + name->get<std::string>() + "' is no type of " + type.name + ".";
        return nullptr;
    }

    bool needsSource(const Type& type, const Field& field) const {
        return m_source.resolves(type, field) || reachesSource(m_schema.named(field.type));
    }

    bool reachesSource(const Type& type) const { return m_source.reaches(type); }

    bool spend() {
        if (m_limits.values == 0) return false;
        if (--m_limits.values == 0 && m_problems.size() < mostProblems)
            m_problems.push_back({"The answer has too many values.", {}, "COMPLEXITY"});
        return m_limits.values != 0;
    }

    static Completed bubbled(const TypeReference& type) { return type.isNonNull() ? Completed() : Completed(Json(nullptr)); }

    Completed nothing(const TypeReference& type, const Chosen& chosen, const Place& place) {
        if (!type.isNonNull()) return Json(nullptr);
        return wrong(type, chosen, place, "Cannot return null for a non-null type.");
    }

    Completed wrong(const TypeReference& type, const Chosen& chosen, const Place& place, const std::string& why) {
        return failed(type, chosen, place, Error("INVALID_OPERATION", why));
    }

    Completed failed(const TypeReference& type, const Chosen& chosen, const Place& place, const Error& error) {
        if (m_problems.size() < mostProblems)
            m_problems.push_back({"Error trying to resolve field '" + chosen.selection->name + "'.",
                                  {chosen.selection->location},
                                  error.code,
                                  "",
                                  place.toJson(),
                                  error.message});
        return bubbled(type);
    }

    const Schema& m_schema;
    const Document& m_document;
    const Json& m_variables;
    FieldSource& m_source;
    ExecutionLimits m_limits;
    std::vector<Problem>& m_problems;
    bool m_rootAliased = false;
};

}  // namespace

Json Execution::toJson() const {
    Json body = problems.empty() ? Json::object() : errorsOf(problems);
    body["data"] = data;
    return body;
}

std::set<const Type*> typesAbove(const Schema& schema, const std::function<bool(const Type& type, const Field& field)>& resolves) {
    std::set<const Type*> reaching;
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& type : schema.types()) {
            if (!type->isComposite() || reaching.contains(type.get())) continue;
            bool reaches = false;
            for (const auto& field : type->fields)
                reaches = reaches || resolves(*type, field) || reaching.contains(schema.find(field.type.name));
            if (type->isAbstract())
                for (const Type* possible : schema.possibleTypes(*type)) reaches = reaches || reaching.contains(possible);
            if (reaches) changed = reaching.insert(type.get()).second;
        }
    }
    return reaching;
}

Task<Execution> execute(const Schema& schema, const Document& document, const Operation& operation, const Json& variables, const Json& root,
                        FieldSource& source, ExecutionLimits limits) {
    Execution execution;
    Executor executor(schema, document, variables, source, limits, execution.problems);
    if (!root.is_null()) executor.readByResponseName();
    const Sets sets{&operation.selections};
    auto completed = co_await executor.object(*schema.root(operation.kind), root, sets, nullptr, operation.kind == OperationKind::Mutation);
    if (completed) execution.data = std::move(*completed);
    co_return execution;
}

}  // namespace mgc::graphql
