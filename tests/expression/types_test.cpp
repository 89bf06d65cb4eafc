#include <QtTest/qtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "expression/check/type_system.h"
#include "support/paths.h"
#include "support/suite.h"

using namespace mgc;

namespace {

/// A member as overload resolution sees it: name and parameter types.
std::string shapeOf(const expression::Member& member) {
    std::string text = std::to_string(static_cast<int>(member.kind)) + " " + member.name;
    for (const auto& parameter : member.parameters)
        text += "," + parameter.type->name + (parameter.mode == 'o' || parameter.mode == 'r' ? "&" : "");
    // Conversions differ by their result.
    if (member.kind == expression::MemberKind::Implicit || member.kind == expression::MemberKind::Explicit)
        text += ">" + member.result->name;
    return text + "`" + std::to_string(member.typeParameters.size());
}

}  // namespace

/// The catalog of types.
class TypesTest : public QObject {
    Q_OBJECT
private slots:
    /// Two files that extend the same type must not declare a member twice: calls of it would be ambiguous.
    void declareEachMemberOnce() {
        const auto& all = expression::types();
        const std::lock_guard lock(all.mutex());
        std::string twice;
        for (const auto& definition : all.definitions()) {
            all.resolveMembers(definition.get());
            std::set<std::string> seen;
            for (const auto& member : definition->members)
                if (!seen.insert(shapeOf(*member)).second) twice += "\n" + definition->fullName() + ": " + shapeOf(*member);
        }
        QVERIFY2(twice.empty(), twice.c_str());
    }
    /// The guide shows how a type is added with a file of this room, whole and as it is.
    void areAddedAsTheGuideSays() {
        const auto root = test::sourceDir();
        const std::string guide = test::readFile(root / "CONTRIBUTING.md");
        const std::string file = test::readFile(root / "core/expression/types/time_zone.cpp");
        std::string indented;
        for (const auto line : split(file, '\n'))
            indented += (line.empty() ? "" : "    " + std::string(line)) + "\n";
        while (!indented.empty() && indented.back() == '\n') indented.pop_back();
        QVERIFY2(guide.find(indented) != std::string::npos, indented.c_str());
        QVERIFY(test::readFile(root / "core/expression/types/CMakeLists.txt").find("\n    time_zone\n") != std::string::npos);
    }
};

MGC_TEST_CLASS(TypesTest);
#include "types_test.moc"
