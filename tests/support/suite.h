#pragma once
#include <QObject>
#include <functional>
#include <memory>

// One test program holds all test classes of a room. A class registers itself with MGC_TEST_CLASS(ClassName) in its .cpp file;
// main() (suite.cpp) runs all, or those whose class name is given as first argument, and passes the rest on to Qt Test.
namespace mgc::test {

using Factory = std::function<std::unique_ptr<QObject>()>;
bool registerClass(const char* name, Factory factory);

}  // namespace mgc::test

#define MGC_TEST_CLASS(Class)                                                                                  \
    [[maybe_unused]] static const bool mgcRegistered##Class =                                                  \
        ::mgc::test::registerClass(#Class, [] { return std::unique_ptr<QObject>(std::make_unique<Class>()); })
