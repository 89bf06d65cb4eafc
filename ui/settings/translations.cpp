#include "ui/settings/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

/// The resources lie in a static library, so the linker keeps them only if they are asked for.
static void useTranslationResources() { Q_INIT_RESOURCE(translations); }

namespace mgc::ui {

void installTranslations(QCoreApplication& application) {
    useTranslationResources();
    const QString folder = QStringLiteral(":/i18n");
    const QString base = QStringLiteral("model-gateway-console");
    auto* english = new QTranslator(&application);
    if (english->load(base + QStringLiteral("_en"), folder)) QCoreApplication::installTranslator(english);
    if (QLocale().language() == QLocale::English || QLocale().language() == QLocale::C) return;
    auto* local = new QTranslator(&application);
    if (local->load(QLocale(), base, QStringLiteral("_"), folder)) QCoreApplication::installTranslator(local);
}

}  // namespace mgc::ui
