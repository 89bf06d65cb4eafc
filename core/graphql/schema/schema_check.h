#pragma once
#include <string>

#include "graphql/schema/schema.h"

namespace mgc::graphql {

/// What a schema must fulfil before queries can be checked against it (specification, October 2021, section 3).
class SchemaCheck {
public:
    SchemaCheck(Schema& schema, const std::string& file, Diagnostics& diagnostics)
        : m_schema(schema), m_file(file), m_diagnostics(diagnostics) {}
    void run();
    void error(std::string_view code, const std::string& message, Location place);

private:
    void roots();
    void type(const Type& type);
    void fields(const Type& type);
    void implementation(const Type& type, const std::string& interface);
    void inputs(const std::vector<InputValue>& inputs, const std::string& owner);

    Schema& m_schema;
    const std::string& m_file;
    Diagnostics& m_diagnostics;
};

}  // namespace mgc::graphql
