#pragma once
#include <QString>
#include <QStringList>
#include <QVector>

#include "base/result.h"

namespace mgc::ui {

/// A sample workspace that comes with the program.
struct Sample {
    QString name;          ///< folder name: "starter"
    QString title;         ///< from its README's first heading, else the name
    QString summary;       ///< the README's first paragraph, one line
    QStringList policies;  ///< the policies that make it what it is, at most 3
    QString folder;
};

/// Where the samples lie: MGC_SAMPLES, beside the program (../share/model-gateway/samples), or the source tree of the build.
[[nodiscard]] QString samplesFolder();
[[nodiscard]] QVector<Sample> samples();
/// `$XDG_DATA_HOME/model-gateway/workspaces`.
[[nodiscard]] QString workspacesFolder();
/// Copies a sample to the data folder under its own name unless it is there already, and returns the copy. With `fresh` a new name is
/// taken ("starter-2"). Copies at most 5,000 files of 16 MiB.
[[nodiscard]] Result<QString> copySample(const QString& name, bool fresh = false);

}  // namespace mgc::ui
