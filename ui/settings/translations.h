#pragma once

class QCoreApplication;

namespace mgc::ui {

/// Installs the translation of the system's language where there is one, and always the English plural forms below it.
void installTranslations(QCoreApplication& application);

}  // namespace mgc::ui
