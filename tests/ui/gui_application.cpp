// Listed in a test program whose tests need windows: its main() then makes a QApplication.
#include <QApplication>

#include "support/suite.h"

namespace {

[[maybe_unused]] const bool chosen = mgc::test::useApplication(
    [](int& argc, char** argv) -> std::unique_ptr<QCoreApplication> { return std::make_unique<QApplication>(argc, argv); });

}  // namespace
