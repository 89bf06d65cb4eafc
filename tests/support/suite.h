#pragma once
#include <QCoreApplication>
#include <QObject>
#include <functional>
#include <memory>

// One test program holds all test classes of a room. A class registers itself with MGC_TEST_CLASS(ClassName) in its .cpp file;
// main() (suite.cpp) runs all, or those whose class name is given as first argument, and passes the rest on to Qt Test.
namespace mgc::test {

using Factory = std::function<std::unique_ptr<QObject>()>;
bool registerClass(const char* name, Factory factory);

using ApplicationFactory = std::unique_ptr<QCoreApplication> (*)(int& argc, char** argv);
/// Replaces the QCoreApplication that main() makes, for programs whose tests need windows (tests/ui/gui_application.cpp).
bool useApplication(ApplicationFactory factory);

}  // namespace mgc::test

#define MGC_TEST_CLASS(Class)                                 \
    [[maybe_unused]] static const bool mgcRegistered##Class = \
        ::mgc::test::registerClass(#Class, [] { return std::unique_ptr<QObject>(std::make_unique<Class>()); })
