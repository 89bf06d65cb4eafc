#include "support/suite.h"

#include <QCoreApplication>
#include <QtTest/qtestcase.h>
#include <cstdio>
#include <string_view>
#include <vector>

namespace mgc::test {

namespace {

struct Entry {
    const char* name;
    Factory factory;
};

std::vector<Entry>& entries() {
    static std::vector<Entry> all;
    return all;
}

ApplicationFactory& applicationFactory() {
    static ApplicationFactory factory = [](int& argc, char** argv) { return std::make_unique<QCoreApplication>(argc, argv); };
    return factory;
}

}  // namespace

bool useApplication(ApplicationFactory factory) {
    applicationFactory() = factory;
    return true;
}

bool registerClass(const char* name, Factory factory) {
    entries().push_back({name, std::move(factory)});
    return true;
}

}  // namespace mgc::test

int main(int argc, char** argv) {
    using namespace mgc::test;
    const auto application = applicationFactory()(argc, argv);
    int failures = 0;
    int ran = 0;
    std::string_view only = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
    for (const auto& entry : entries()) {
        if (!only.empty() && only != entry.name) continue;
        const auto object = entry.factory();
        std::vector<char*> arguments(argv, argv + argc);
        if (!only.empty()) arguments.erase(arguments.begin() + 1);
        failures += QTest::qExec(object.get(), static_cast<int>(arguments.size()), arguments.data());
        ++ran;
    }
    if (ran == 0) std::fprintf(stderr, "no test class ran\n");
    return failures != 0 || ran == 0 ? 1 : 0;
}
