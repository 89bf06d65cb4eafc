#pragma once
#include <QString>
#include <QStringList>
#include <QVector>

#include "base/result.h"

namespace mgc::ui {

/// A sample workspace that comes with the program.
struct Sample {
    QString name;          ///< folder name: "starter"
    QString title;
    QString summary;       ///< one line
    QStringList policies;  ///< the policies that make it what it is, at most 3
};

[[nodiscard]] QVector<Sample> samples();
/// `$XDG_DATA_HOME/model-gateway/workspaces`.
[[nodiscard]] QString workspacesFolder();
/// Writes a sample to the data folder under its own name unless it is there already, and returns its folder. With `fresh` a new name
/// is taken ("starter-2").
[[nodiscard]] Result<QString> copySample(const QString& name, bool fresh = false);

}  // namespace mgc::ui
