#pragma once
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/task.h"
#include "graphql/problem.h"
#include "graphql/run/introspection.h"
#include "graphql/schema/schema.h"

namespace mgc::graphql {

/// One field that a source of data is asked for.
struct FieldCall {
    const Type& parentType;
    const Field& field;
    const Selection& selection;
    Json arguments;      ///< an object; variables and defaults are put in
    const Json& parent;  ///< the object the field is read of; null at the root
    Json path;           ///< of the answer, names and indexes
};

/// Where values come from that stand in no parent object.
class FieldSource {
public:
    virtual ~FieldSource() = default;
    [[nodiscard]] virtual bool resolves(const Type& parent, const Field& field) const = 0;
    /// Whether a field of `type`, or of a type below it, is resolved; see typesAbove().
    [[nodiscard]] virtual bool reaches(const Type& type) const = 0;
    [[nodiscard]] virtual Task<Result<Json>> resolve(FieldCall call) = 0;
};

/// All composite types from which a field that `resolves` can be reached.
[[nodiscard]] std::set<const Type*> typesAbove(const Schema& schema,
                                               const std::function<bool(const Type& type, const Field& field)>& resolves);

struct Execution {
    Json data;  ///< an object; null where an error has reached the root
    std::vector<Problem> problems;

    /// The response body: {"errors": ..., "data": ...}, without "errors" where there are none.
    [[nodiscard]] Json toJson() const;
};

/// Bounds of one execution.
struct ExecutionLimits {
    std::size_t calls = 1000;        ///< of the source
    std::size_t values = 1'000'000;  ///< fields and list items in the answer
};

/// Runs a validated operation (section 6 of the specification): the fields of a query side by side, those of a mutation one after the
/// other. A field without source is read from its parent object by its name. `root` is the `data` of another server's answer to the same
/// operation, which root fields without source are read of by their response names; null for none. All arguments must outlive the task.
[[nodiscard]] Task<Execution> execute(const Schema& schema, const Document& document, const Operation& operation, const Json& variables,
                                      const Json& root, FieldSource& source, ExecutionLimits limits = {});

/// The fields that selection sets choose of an object type: fragments, conditions, @skip and @include applied, in order.
[[nodiscard]] std::vector<Introspection::Chosen> collectFields(const Schema& schema, const Document& document, const Json& variables,
                                                               const Type& type, const Introspection::SelectionSets& sets);

}  // namespace mgc::graphql
