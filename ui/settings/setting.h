#pragma once
#include <QLatin1String>
#include <QString>
#include <QVariant>

namespace mgc::ui {

/// One typed entry of the settings file: key, default, range or choices. Defined once in settings_catalog.h; the settings page, the
/// readers and the file are views of it.
template <class T>
struct Setting {
    const char* key;  ///< dotted, "appearance.theme"; also the member path in the JSON file
    T fallback;
};

/// What the settings page needs to draw an editor for an entry.
struct SettingDescriptor {
    enum class Kind { Choice, Number, Switch, Text };
    struct Choice {
        QString value, label;
    };

    QString key, group, title, hint;
    Kind kind = Kind::Text;
    QVariant fallback;
    QList<Choice> choices;         ///< Choice only
    int minimum = 0, maximum = 0;  ///< Number only, inclusive
    int step = 1;                  ///< Number only
    QString unit;                  ///< Number only
    bool needsRestart = false;     ///< takes effect at the next start of the gateway or the console
};

}  // namespace mgc::ui
