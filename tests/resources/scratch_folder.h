#pragma once
#include <QTemporaryDir>

#include <initializer_list>
#include <string>
#include <utility>

#include "resources/files.h"

namespace mgc::test {

/// A temporary folder filled with small files, gone at the end of the test.
class ScratchFolder {
public:
    ScratchFolder(std::initializer_list<std::pair<std::string, std::string>> files = {}) {
        for (const auto& [path, text] : files) write(path, text);
    }
    void write(const std::string& path, const std::string& text) const { (void)mgc::resources::writeFile(root() + "/" + path, text); }
    [[nodiscard]] std::string root() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

}  // namespace mgc::test
